package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A right that one process of all has at a time: a key in Redis that expires (SET NX PX with a token), renewed in the
 * background at every third of its time. The holder gives up by its own monotonic clock before the key can have expired; a
 * process that was paused in between knows nothing of that, so a write that needs the lease checks {@link #token} in the
 * script that does it.
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final Connections connections;
    private final String key;
    private final Duration time;
    private volatile @Nullable String token;
    private volatile long validUntil;

    Lease(Connections connections, String key, Duration time) {
        this.connections = connections;
        this.key = key;
        this.time = time;
    }

    /**
     * Takes the lease if it is free. Cheap where it is held already.
     *
     * @return whether it is held now; false too where Redis does not answer
     */
    public boolean hold() {
        try {
            return ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("The lease {} could not be asked for", key, e);
        }
        return false;
    }

    /** As {@link #hold}, but tells a lease that somebody else holds from a Redis that does not answer. */
    boolean ask() throws Exception {
        return held() || take();
    }

    /** Whether the lease is held, as far as one can know without asking Redis. */
    public boolean held() {
        return token != null && validUntil - System.nanoTime() > 0;
    }

    /** The Redis key. */
    public String key() {
        return key;
    }

    /** What the Redis key holds while the lease is held, else the empty string. */
    public String token() {
        String current = token;
        return held() && current != null ? current : "";
    }

    /**
     * What the Redis key holds where the lease is not lost to somebody else, also while nobody knows whether it has run out;
     * else the empty string. For scripts that tell the one from the other.
     */
    String lastToken() {
        String current = token;
        return current == null ? "" : current;
    }

    /** Gives the lease up, so that others have it at once. */
    public synchronized void release() {
        String current = token;
        token = null;
        if (current == null) {
            return;
        }
        try {
            Script.LEASE_RENEW
                    .number(connections.shared(), new String[] {key}, Args.of(current, "0"))
                    .get(patience(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("The lease {} was not given up and will expire", key, e);
        }
    }

    private synchronized boolean take() throws Exception {
        String current = token;
        if (current != null && renewed(current)) {
            return held();
        }
        String mine = UUID.randomUUID().toString();
        // Known before the answer is: should that be lost, the lease is ours all the same, and found out by renewing.
        token = mine;
        long before = System.nanoTime();
        validUntil = before;
        String answer = connections
                .shared()
                .set(key, mine.getBytes(UTF_8), SetArgs.Builder.nx().px(time.toMillis()))
                .get(patience(), TimeUnit.MILLISECONDS);
        if (!"OK".equals(answer)) {
            token = null;
            return false;
        }
        validUntil = before + safe();
        LOG.info("Holds the lease {}", key);
        return held();
    }

    /** Renews the lease where it is held; one that has been lost is known as such afterwards. */
    synchronized void renew() {
        String current = token;
        if (current == null) {
            return;
        }
        try {
            renewed(current);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.debug("The lease {} was not renewed in time", key);
        } catch (Exception e) {
            LOG.debug("The lease {} was not renewed", key, e);
        }
    }

    /** Whether the lease still has this token, and has its whole time again. */
    private boolean renewed(String current) throws Exception {
        long before = System.nanoTime();
        Long renewed = Script.LEASE_RENEW
                .number(
                        connections.shared(),
                        new String[] {key},
                        Args.of(current).add(time.toMillis()))
                .get(patience(), TimeUnit.MILLISECONDS);
        if (renewed == null || renewed != 1) {
            token = null;
            LOG.warn("Lost the lease {}", key);
            return false;
        }
        validUntil = before + safe();
        return true;
    }

    /** Nine tenths: the answer travelled, and two clocks do not run alike. */
    private long safe() {
        return time.toNanos() / 10 * 9;
    }

    private long patience() {
        return Math.max(100, time.toMillis() / 3);
    }
}
