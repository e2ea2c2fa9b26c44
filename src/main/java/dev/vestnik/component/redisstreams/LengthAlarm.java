package dev.vestnik.component.redisstreams;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that is longer than its {@code maxLen}, as a group needs the oldest entries: said in the log when it begins and
 * ends, counted, and down as a health check that concerns readiness.
 */
final class LengthAlarm extends ReadinessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LengthAlarm.class);

    private final String stream;
    private final long maxLen;
    private final LongAdder count = new LongAdder();
    private volatile long over;
    private volatile String group = "";

    LengthAlarm(String stream, long maxLen) {
        this.stream = stream;
        this.maxLen = maxLen;
    }

    /**
     * What a write has found.
     *
     * @param surplus by how many entries the stream is too long
     * @param holder the group that needs the oldest of them; empty where none does
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

    /** Writes that found the stream too long. */
    long count() {
        return count.sum();
    }

    /** The group that needs the oldest entries; empty where the stream is not too long. */
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
        return result.down()
                .message(stream + " is " + over + " entries too long: the group " + holder
                        + " has not acknowledged the oldest")
                .build();
    }

    @Override
    public String getId() {
        return "redis-streams:length:" + stream;
    }
}
