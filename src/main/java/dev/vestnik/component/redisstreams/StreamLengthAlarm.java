package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.work.ReadinessCheck;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms about a stream that is longer than its {@code maxLen} because a group needs the oldest entries: it logs the beginning
 * and the end, counts, and is down as a health check that concerns readiness.
 */
final class StreamLengthAlarm extends ReadinessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLengthAlarm.class);

    private final String stream;
    private final long maxLen;
    private final LongAdder count = new LongAdder();
    private volatile long over;
    private volatile String group = "";

    StreamLengthAlarm(String stream, long maxLen) {
        this.stream = stream;
        this.maxLen = maxLen;
    }

    /**
     * Records the result of a write.
     *
     * @param surplus by how many entries the stream is too long
     * @param holder the group that needs the oldest entries; empty if there is none
     */
    void note(long surplus, String holder) {
        String before = group;
        over = holder.isEmpty() ? 0 : surplus;
        group = holder;
        if (!holder.isEmpty()) {
            count.increment();
        }
        if (before.equals(holder)) {
            return;
        }
        if (holder.isEmpty()) {
            LOG.info("{} has at most {} entries again", stream, maxLen);
        } else {
            LOG.error(
                    "{} has {} entries more than its maxLen of {}: the group {} has not acknowledged the oldest, which"
                            + " therefore stay",
                    stream,
                    surplus,
                    maxLen,
                    holder);
        }
    }

    /** The writes after which the stream was too long. */
    long count() {
        return count.sum();
    }

    /** The group that needs the oldest entries; empty if the stream is not too long. */
    String heldBackBy() {
        return group;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (!isEnabled()) {
            return result.unknown().message("Disabled").build();
        }
        String holder = group;
        if (holder.isEmpty()) {
            return result.up().build();
        }
        String reason =
                stream + " is " + over + " entries too long: the group " + holder + " has not acknowledged the oldest";
        return result.detail("reason", reason).down().message(reason).build();
    }

    @Override
    public String getId() {
        return "redis-streams:length:" + stream;
    }
}
