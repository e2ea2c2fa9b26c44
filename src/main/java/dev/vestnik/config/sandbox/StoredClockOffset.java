package dev.vestnik.config.sandbox;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.sandbox.SandboxTime;
import dev.vestnik.store.Keys;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps how far the sandbox's clock is ahead in Redis, where the scripts read it. Every process of the sandbox takes it from
 * there, at its start and then twice a second.
 */
final class StoredClockOffset implements SandboxTime, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StoredClockOffset.class);
    private static final LuaScript MOVE = LuaScript.load("/lua", "clock_move");
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final MovableClock clock;
    /** Redis may take seconds to answer, and the end of the process must not wait for that. */
    private final Lock reading = new ReentrantLock();

    private @Nullable ScheduledExecutorService reader;

    StoredClockOffset(RedisClusterCommands<String, String> redis, Keys keys, MovableClock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Duration offset() {
        return clock.offset();
    }

    @Override
    public void move(Duration by) {
        reading.lock();
        try {
            long offset = MOVE.number(
                    redis,
                    List.of(
                            keys.clockOffset(),
                            keys.outbox() + ":due",
                            keys.outbox() + ":owners",
                            keys.updates() + ":due",
                            keys.updates() + ":owners"),
                    List.of(Long.toString(by.toMillis())));
            clock.offset(Duration.ofMillis(offset));
        } finally {
            reading.unlock();
        }
        LOG.info("The sandbox's clock is {} ahead", clock.offset());
    }

    /** Before the routes start. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public synchronized void start() {
        LuaScript.moveClock(keys.clockOffset());
        read();
        reader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sandbox-clock");
            thread.setDaemon(true);
            return thread;
        });
        reader.scheduleWithFixedDelay(this::read, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (reader != null) {
            reader.shutdownNow();
            reader = null;
            LuaScript.moveClock(null);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return reader != null;
    }

    private void read() {
        reading.lock();
        try {
            String offset = redis.get(keys.clockOffset());
            clock.offset(offset == null ? Duration.ZERO : Duration.ofMillis(Long.parseLong(offset)));
        } catch (RedisException unavailable) {
            LOG.debug("The sandbox's clock keeps its offset, Redis does not answer", unavailable);
        } finally {
            reading.unlock();
        }
    }
}
