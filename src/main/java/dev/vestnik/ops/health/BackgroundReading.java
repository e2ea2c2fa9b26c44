package dev.vestnik.ops.health;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that a thread of its own reads again and again, so that no scrape and no health request waits for Redis. A value that
 * is older than the time limit of the reading, because the source does not answer, is not known.
 */
public final class BackgroundReading<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundReading.class);

    private record Reading<T>(T value, long nanos) {}

    private final Supplier<T> source;
    private final T unknown;
    private final Duration limit;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Reading<T> last;

    /**
     * Starts to read.
     *
     * @param name of the thread
     * @param interval between two readings
     * @param limit the age at which a value counts as unknown
     */
    public BackgroundReading(String name, Duration interval, Duration limit, T unknown, Supplier<T> source) {
        this.source = source;
        this.unknown = unknown;
        this.limit = limit;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread reader = new Thread(task, name);
            reader.setDaemon(true);
            return reader;
        });
        var unused = thread.scheduleWithFixedDelay(this::read, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void read() {
        try {
            last = new Reading<>(source.get(), System.nanoTime());
        } catch (RuntimeException e) {
            LOG.debug("{} was not read", Thread.currentThread().getName(), e);
            last = new Reading<>(unknown, System.nanoTime());
        }
    }

    /** The last value; never waits. */
    public T value() {
        Reading<T> reading = last;
        return reading == null || System.nanoTime() - reading.nanos() > limit.toNanos() ? unknown : reading.value();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
