package dev.vestnik.component.telegram;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/** Up while Telegram answers polls or another instance polls; down with the reason. */
final class PollHealthCheck implements HealthCheck {
    private final String id;
    private final PollProgress progress;
    private boolean enabled = true;

    PollHealthCheck(@Nullable String routeId, PollProgress progress) {
        this.id = "consumer:" + routeId;
        this.progress = progress;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (!enabled) {
            return result.unknown().message("Disabled").build();
        }
        PollStatus status = progress.status();
        result.detail("poll.status", status.name())
                .detail("poll.age.ms", progress.sinceAnswer().toMillis());
        if (status.healthy()) {
            return result.up().build();
        }
        String error = progress.lastError();
        return result.down()
                .message(error == null ? "Polling is " + status : error)
                .build();
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
