package dev.vestnik.config.update;

import dev.vestnik.component.telegram.AsyncTelegramComponent;
import dev.vestnik.component.telegram.PollLease;
import dev.vestnik.component.telegram.TelegramWebhook;
import dev.vestnik.config.settings.RouteSettings;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.flow.LogThrottle;
import dev.vestnik.flow.http.TelegramRequests;
import dev.vestnik.flow.update.UpdateSteps;
import dev.vestnik.ops.webhook.WebhookHealth;
import dev.vestnik.ops.webhook.WebhookMeters;
import dev.vestnik.ops.webhook.WebhookRegistration;
import dev.vestnik.ops.webhook.WebhookTarget;
import java.time.Clock;
import java.util.Objects;
import org.apache.camel.spi.StateRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The beans of {@code telegram-updates.camel.yaml}, and the filter and the health of the webhook. */
@Configuration(proxyBeanMethods = false)
class UpdateConfiguration {
    @Bean
    UpdateSteps updateSteps(Clock clock) {
        return new UpdateSteps(clock);
    }

    @Bean
    TelegramRequests telegramRequests(RouteSettings settings, VestnikProperties properties, Clock clock) {
        return new TelegramRequests(
                settings.webhook() ? settings.webhookPath() : null, secret(properties), new LogThrottle(clock));
    }

    /** Without a webhook no route uses it. */
    @Bean
    WebhookRegistration webhookRegistration(
            AsyncTelegramComponent telegram,
            PollLease pollLease,
            StateRepository<String, String> telegramOffsets,
            VestnikProperties properties) {
        return new WebhookRegistration(
                telegram::botApi,
                pollLease,
                telegramOffsets,
                new WebhookTarget(
                        Objects.requireNonNullElse(
                                properties.telegram().webhook().url(), ""),
                        secret(properties),
                        telegram.getAllowedUpdates()));
    }

    @Bean
    @Conditional(OnWebhook.class)
    WebhookHealth telegramWebhookHealthIndicator(WebhookRegistration registration, Clock clock) {
        return new WebhookHealth(registration::status, clock);
    }

    @Bean
    WebhookMeters webhookMeters(WebhookRegistration registration) {
        return new WebhookMeters(registration::status);
    }

    private static String secret(VestnikProperties properties) {
        String given = properties.telegram().webhook().secret();
        return given == null || given.isEmpty()
                ? TelegramWebhook.secretOf(
                        Objects.requireNonNull(properties.telegram().token()))
                : given;
    }
}
