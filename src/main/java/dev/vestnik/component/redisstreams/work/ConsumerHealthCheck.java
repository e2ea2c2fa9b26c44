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
            return down(result, problem);
        }
        String refusal = consumer.getRefusal();
        if (!refusal.isEmpty()) {
            return down(result, refusal);
        }
        if (!consumer.isConnected()) {
            return down(result, "Not connected to Redis");
        }
        if (age > longest.toMillis()) {
            return down(result, "Has not read for " + age + " ms");
        }
        return result.up().build();
    }

    /** The reason is a detail as well, because Spring Boot shows the details and not the message. */
    private static Result down(HealthCheckResultBuilder result, String reason) {
        return result.detail("reason", reason).down().message(reason).build();
    }

    @Override
    public String getId() {
        return "consumer:" + consumer.getRouteId();
    }
}
