package dev.vestnik.ops.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What Telegram says of the webhook, as gauges; NaN without a webhook, and where another instance asks Telegram. */
public final class WebhookMeters implements MeterBinder {
    private final Supplier<WebhookStatus> current;

    public WebhookMeters(Supplier<WebhookStatus> current) {
        this.current = current;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "vestnik.webhook.pending.updates",
                "Updates that Telegram has not delivered",
                WebhookStatus::pending);
        gauge(
                registry,
                "vestnik.webhook.last.error.timestamp.seconds",
                "When Telegram last failed to deliver an update, in seconds of the epoch; 0: never",
                WebhookMeters::failedAt);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<WebhookStatus> value) {
        Gauge.builder(name, current, status -> known(status.get(), value))
                .description(description)
                .register(registry);
    }

    private static double known(WebhookStatus status, ToDoubleFunction<WebhookStatus> value) {
        return status.state() == WebhookStatus.State.SET ? value.applyAsDouble(status) : Double.NaN;
    }

    private static double failedAt(WebhookStatus status) {
        Instant failed = status.lastErrorAt();
        return failed == null ? 0 : failed.getEpochSecond();
    }
}
