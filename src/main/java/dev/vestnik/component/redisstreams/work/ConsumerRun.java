package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.settle.Refusals;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal to the component. The tasks of a consumer between its start and its stop: read, renew ownership, clean up. */
public final class ConsumerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRun.class);

    private final DefaultConsumer consumer;
    private final RedisStreamsConfiguration options;
    private final Connections connections;
    private final WorkSignal signal;
    private final RetentionCleaner cleaner;
    private final ExecutorServiceManager executors;
    private final ScheduledExecutorService scheduler;
    private final SettlementRetrier retrier;
    private final ExchangeRunner runner;
    private final Worker worker;
    private final ReadLoop loop;

    /** @param workers makes the worker of this run */
    public ConsumerRun(
            DefaultConsumer consumer,
            RedisStreamsConfiguration options,
            Connections connections,
            ConsumerCounters counters,
            WorkSignal signal,
            RetentionCleaner cleaner,
            BiFunction<ExchangeRunner, SettlementRetrier, Worker> workers) {
        this.consumer = consumer;
        this.options = options;
        this.connections = connections;
        this.signal = signal;
        this.cleaner = cleaner;
        this.executors = consumer.getEndpoint().getCamelContext().getExecutorServiceManager();
        String name = "RedisStreams-" + options.getStream();
        this.scheduler = executors.newSingleThreadScheduledExecutor(consumer, name + "-renewal");
        ExecutorService reader = executors.newSingleThreadExecutor(consumer, name + "-reader");
        Refusals refusals = new Refusals(options.streamKey(), Clock.systemUTC());
        this.retrier = new SettlementRetrier(connections, scheduler, refusals, new RetryPolicy(options).patience());
        this.runner = new ExchangeRunner(consumer, options, counters);
        this.worker = workers.apply(runner, retrier);
        this.loop = new ReadLoop("Reading " + options.streamKey(), reader, worker::round);
    }

    public void start() {
        every(Math.max(1, options.getVisibility() / 3), this::renew);
        Duration cleaning = cleaner.interval();
        if (cleaning != null) {
            every(cleaning.toMillis(), this::clean);
        }
        loop.start();
    }

    private void every(long millis, Runnable task) {
        var unused = scheduler.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void clean() {
        if (worker.leads()) {
            cleaner.clean();
        }
    }

    private void renew() {
        try {
            worker.renew();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("The entries in work of {} were not renewed", options.streamKey(), e);
        }
    }

    /** How long ago the last round of reading ended well. */
    public Duration age() {
        return loop.age();
    }

    /** The error of the last round of reading; null if it ended well. */
    public @Nullable String problem() {
        return loop.problem();
    }

    /** What Redis refuses to settle or to read; null if nothing. */
    public @Nullable String refusal() {
        return retrier.refusals().problem();
    }

    /** How many exchanges are in work. */
    public int inFlight() {
        return worker.inFlight();
    }

    /** Stops reading, waits until the exchanges in work are settled, then gives back the rest. */
    public void stop() {
        boolean interrupted = false;
        try {
            finish();
        } catch (InterruptedException e) {
            // Camel has waited long enough; the entries that are not settled by now are given back all the same.
            interrupted = true;
        }
        retrier.close();
        worker.giveBack();
        executors.shutdownNow(scheduler);
        runner.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() throws InterruptedException {
        long end = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(consumer.getEndpoint()
                        .getCamelContext()
                        .getShutdownStrategy()
                        .getTimeout());
        loop.quit();
        worker.interrupt();
        signal.set();
        loop.join(Duration.ofMillis(options.getBlock()).plus(Connections.COMMAND_TIMEOUT));
        while (worker.inFlight() > 0 && System.nanoTime() < end) {
            if (!connections.connected() && retrier.stuck()) {
                LOG.warn(
                        "{} stops while Redis is unavailable; entries that are not settled will be delivered again",
                        options.streamKey());
                break;
            }
            if (retrier.refusals().settlements() >= worker.inFlight()) {
                LOG.warn(
                        "{} stops while Redis refuses settlements; their entries will be delivered again",
                        options.streamKey());
                break;
            }
            signal.await(Duration.ofMillis(50));
        }
    }
}
