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
 * Asks Redis what must be known at the start. One that is away, or takes no writes yet, is waited for; one that still loads its
 * data as long as that takes, since it will come.
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
     * Asks until there is an answer.
     *
     * @param question is asked again also where it may have been answered, and the answer was lost
     * @throws StartRefusedException where there is no answer in time, or where Redis refuses and waiting cannot mend it
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

    /** As {@link #await}, for a step that brings nothing. */
    public void awaitDone(Runnable step) {
        await(() -> {
            step.run();
            return null;
        });
    }

    /** The first one in which Redis itself speaks, else the root. */
    private static Throwable cause(RedisException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && !(cause instanceof RedisCommandExecutionException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Redis' own words, which hold no secret. */
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
