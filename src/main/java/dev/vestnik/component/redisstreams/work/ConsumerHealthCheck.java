package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.RedisStreamsConsumer;
import dev.vestnik.component.redisstreams.client.Connections;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Internal to the component. Down, with the reason, while a started consumer is not connected, fails to read, has not finished
 * a read for too long, or while Redis refuses one of its settlements. It concerns readiness, because a restart would not help.
 */
public final class ConsumerHealthCheck extends ReadinessCheck {
    private final RedisStreamsConsumer consumer;
    private final Duration longest;

    public ConsumerHealthCheck(RedisStreamsConsumer consumer) {
        this.consumer = consumer;
        RedisStreamsConfiguration options = consumer.getEndpoint().getConfiguration();
        this.longest = Duration.ofMillis(options.getBlock()).plus(Connections.COMMAND_TIMEOUT.multipliedBy(2));
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        long age = consumer.getLastPollAge();
        if (!isEnabled() || age < 0) {
            return result.unknown()
                    .message(isEnabled() ? "Stopped" : "Disabled")
                    .build();
        }
        result.detail("stream", consumer.getEndpoint().getConfiguration().streamKey())
                .detail("connected", consumer.isConnected())
                .detail("last.poll.age.ms", age)
                .detail("in.flight", consumer.getInFlight());
        String problem = consumer.getProblem();
        if (!problem.isEmpty()) {
            return result.down().message(problem).build();
        }
        String refusal = consumer.getRefusal();
        if (!refusal.isEmpty()) {
            return result.down().message(refusal).build();
        }
        if (!consumer.isConnected()) {
            return result.down().message("Not connected to Redis").build();
        }
        if (age > longest.toMillis()) {
            return result.down().message("Has not read for " + age + " ms").build();
        }
        return result.up().build();
    }

    @Override
    public String getId() {
        return "consumer:" + consumer.getRouteId();
    }
}
