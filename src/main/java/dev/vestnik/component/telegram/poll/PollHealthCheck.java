package dev.vestnik.component.telegram.poll;

import dev.vestnik.component.telegram.PollStatus;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/** UP while Telegram answers polls or another instance polls; otherwise DOWN with the reason. Internal to the component. */
public final class PollHealthCheck implements HealthCheck {
    private final String id;
    private final PollStats stats;
    private boolean enabled = true;

    public PollHealthCheck(@Nullable String routeId, PollStats stats) {
        this.id = "consumer:" + routeId;
        this.stats = stats;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (!enabled) {
            return result.unknown().message("Disabled").build();
        }
        PollStatus status = stats.status();
        result.detail("poll.status", status.name())
                .detail("poll.age.ms", stats.sinceLastResponse().toMillis());
        if (status.healthy()) {
            return result.up().build();
        }
        String error = stats.lastError();
        String reason = error == null ? "Polling is " + status : error;
        // A detail as well, because Spring Boot shows the details and not the message.
        return result.detail("reason", reason).down().message(reason).build();
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }
}
