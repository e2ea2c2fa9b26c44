package dev.vestnik.component.redisstreams.work;

import org.apache.camel.health.HealthCheck;

/**
 * Internal to the component. A health check that can be switched off. It concerns readiness, because a restart would not
 * help.
 */
public abstract class ReadinessCheck implements HealthCheck {
    private volatile boolean enabled = true;

    @Override
    public boolean isLiveness() {
        return false;
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
}
