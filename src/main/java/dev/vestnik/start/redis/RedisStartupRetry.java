package dev.vestnik.start.redis;

import dev.vestnik.component.redisstreams.TransientRedisErrors;
import dev.vestnik.start.failure.StartRefusedException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a command at the start until Redis answers. It retries for a limited time if Redis does not answer or takes no
 * writes yet, and without limit while Redis loads its data. A wrong password or a key of a wrong type ends the start at once.
 */
public final class RedisStartupRetry {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStartupRetry.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final String where;
    private final Duration patience;

    /** @param patience how long to wait for a Redis that does not answer, for each question anew */
    public RedisStartupRetry(RedisURI uri, Duration patience) {
        this.where = RedisAddress.shown(uri);
        this.patience = patience;
    }

    /**
     * Repeats the question until there is an answer.
     *
     * @param question is repeated even if Redis may have executed it and the answer was lost
     * @throws StartRefusedException if there is no answer in time, or if Redis refuses and retrying cannot help
     */
    public <T extends @Nullable Object> T await(Supplier<T> question) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Throwable cause;
            try {
                return question.get();
            } catch (RedisException failed) {
                cause = cause(failed);
            }
            refuse(cause);
            if (cause instanceof RedisLoadingException) {
                deadline = System.nanoTime() + patience.toNanos();
                LOG.warn("Redis at {} loads its data; waiting until it has", where);
                sleep(RETRY);
                continue;
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw new StartRefusedException("Redis at " + where + " does not answer (" + cause.getMessage()
                        + "): start it, or correct REDIS_URL.");
            }
            LOG.warn(
                    "Redis at {} does not answer ({}); waiting for another {} s",
                    where,
                    cause.getMessage(),
                    left.toSeconds());
            sleep(left.compareTo(RETRY) < 0 ? left : RETRY);
        }
    }

    /** Like {@link #await}, for a step without a result. */
    public void awaitDone(Runnable step) {
        await(() -> {
            step.run();
            return null;
        });
    }

    /** The first cause that is an answer of Redis, else the root cause. */
    private static Throwable cause(RedisException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && !(cause instanceof RedisCommandExecutionException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Refuses the start if retrying cannot help. The messages of Redis contain no secret. */
    private void refuse(Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        if (reason.startsWith("DENIED")) {
            throw new StartRefusedException("Redis at " + where + " runs in protected mode and refuses all but its own"
                    + " machine: give it a password, or set protected-mode no in redis.conf.");
        }
        if (reason.startsWith("NOAUTH")
                || reason.startsWith("WRONGPASS")
                || reason.startsWith("NOPERM")
                || reason.contains("without any password configured")) {
            throw new StartRefusedException(
                    "Redis at " + where + " refuses us (" + reason + "): correct the user and password in REDIS_URL.");
        }
        if (!TransientRedisErrors.isTransient(cause)) {
            throw new StartRefusedException("Redis at " + where + " refuses what Vestnik needs (" + reason
                    + "): correct REDIS_URL, or give this bot a name of its own by MICROSERVICE_BOT_NAME.");
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis() + 1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("The start was interrupted while waiting for Redis.");
        }
    }
}
