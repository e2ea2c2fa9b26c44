package dev.vestnik.component.redisstreams;

import org.apache.camel.health.HealthCheck;

/** A health check that can be switched off, and that concerns readiness: a restart mends nothing of it. */
abstract class ReadinessCheck implements HealthCheck {
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
