package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that one process holds at a time: a key in Redis that expires (SET NX PX with a token), renewed in the background at
 * every third of its time. The holder gives it up by its own monotonic clock before the key can have expired. A process that
 * was paused does not notice that, so a script that writes under the lease checks {@link #token}.
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final Connections connections;
    private final String key;
    private final Duration time;
    private volatile @Nullable String token;
    private final LongSupplier clock;
    private volatile long validUntil;

    Lease(Connections connections, String key, Duration time) {
        this(connections, key, time, System::nanoTime);
    }

    /** @param clock monotonic, in nanoseconds */
    Lease(Connections connections, String key, Duration time, LongSupplier clock) {
        this.connections = connections;
        this.key = key;
        this.time = time;
        this.clock = clock;
    }

    /**
     * Takes the lease if it is free. Cheap if it is held already.
     *
     * @return whether it is held now; false also if Redis does not answer
     */
    public boolean hold() {
        try {
            return tryHold();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("The lease {} could not be asked for", key, e);
        }
        return false;
    }

    /**
     * As {@link #hold}, but fails if Redis does not answer.
     *
     * @return whether it is held now; false if another process holds it
     */
    public boolean tryHold() throws Exception {
        return held() || take();
    }

    /** Whether the lease is held, by the local clock, without asking Redis. */
    public boolean held() {
        return token != null && validUntil - clock.getAsLong() > 0;
    }

    /** The Redis key. */
    public String key() {
        return key;
    }

    /** The value of the Redis key while the lease is held, else the empty string. */
    public String token() {
        String current = token;
        return held() && current != null ? current : "";
    }

    /**
     * The value of the Redis key unless the lease is known to be lost, so also while it may have expired; else the empty string.
     * For scripts that check it.
     */
    public String lastToken() {
        String current = token;
        return current == null ? "" : current;
    }

    /** Gives the lease up, so that other processes can take it at once. */
    public synchronized void release() {
        String current = token;
        token = null;
        if (current == null) {
            return;
        }
        try {
            StreamScript.LEASE_RENEW
                    .number(connections.shared(), new String[] {key}, ScriptArguments.of(current, "0"))
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
        // Set before the answer comes: if the answer is lost, a renewal finds out that the lease is held.
        token = mine;
        long before = clock.getAsLong();
        validUntil = before;
        String answer = connections
                .shared()
                .set(key, mine.getBytes(UTF_8), SetArgs.Builder.nx().px(time.toMillis()))
                .get(patience(), TimeUnit.MILLISECONDS);
        if (!"OK".equals(answer)) {
            token = null;
            StreamScript.LEASE_LIMIT
                    .number(connections.shared(), new String[] {key}, new ScriptArguments().add(time.toMillis()))
                    .get(patience(), TimeUnit.MILLISECONDS);
            return false;
        }
        validUntil = before + safe();
        LOG.info("Holds the lease {}", key);
        return held();
    }

    /** Renews the lease if it is held, and finds out whether it was lost. */
    public synchronized void renew() {
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

    /** Renews the lease if it still has this token. */
    private boolean renewed(String current) throws Exception {
        long before = clock.getAsLong();
        Long renewed = StreamScript.LEASE_RENEW
                .number(
                        connections.shared(),
                        new String[] {key},
                        ScriptArguments.of(current).add(time.toMillis()))
                .get(patience(), TimeUnit.MILLISECONDS);
        if (renewed == null || renewed != 1) {
            token = null;
            LOG.warn("Lost the lease {}", key);
            return false;
        }
        validUntil = before + safe();
        return true;
    }

    /** The safe fraction of the time, nine tenths: the answer travelled, and two clocks do not run alike. */
    private long safe() {
        return time.toNanos() / 10 * 9;
    }

    private long patience() {
        return Math.max(100, time.toMillis() / 3);
    }
}
