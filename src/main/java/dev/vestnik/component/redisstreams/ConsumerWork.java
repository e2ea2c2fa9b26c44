package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a consumer does between its start and its stop: reads, renews what is in work, and cleans up. */
final class ConsumerWork {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerWork.class);

    private final RedisStreamsConsumer consumer;
    private final RedisStreamsConfiguration options;
    private final ExecutorServiceManager executors;
    private final ScheduledExecutorService scheduler;
    private final Settler settler;
    private final ExchangeRunner runner;
    private final RedisStreamsConsumer.Worker worker;
    private final Loop loop;

    private ConsumerWork(RedisStreamsConsumer consumer) {
        this.consumer = consumer;
        this.options = consumer.options;
        this.executors = consumer.getEndpoint().getCamelContext().getExecutorServiceManager();
        String name = "RedisStreams-" + options.getStream();
        this.scheduler = executors.newSingleThreadScheduledExecutor(consumer, name + "-renewal");
        ExecutorService reader = executors.newSingleThreadExecutor(consumer, name + "-reader");
        this.settler = new Settler(consumer.connections(), scheduler);
        this.runner = new ExchangeRunner(consumer, options, consumer.counters);
        this.worker = consumer.worker(runner, settler);
        this.loop = new Loop("Reading " + options.streamKey(), reader, worker::round);
    }

    static ConsumerWork start(RedisStreamsConsumer consumer) {
        ConsumerWork work = new ConsumerWork(consumer);
        work.every(Math.max(1, work.options.getVisibility() / 3), work::renew);
        Duration cleaning = consumer.janitor.interval();
        if (cleaning != null) {
            work.every(cleaning.toMillis(), work::clean);
        }
        work.loop.start();
        return work;
    }

    private void every(long millis, Runnable task) {
        var unused = scheduler.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void clean() {
        if (worker.leads()) {
            consumer.janitor.clean();
        }
    }

    private void renew() {
        try {
            worker.renew();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("What is in work of {} was not renewed", options.streamKey(), e);
        }
    }

    /** How long ago the last round of reading ended well. */
    Duration age() {
        return loop.age();
    }

    /** What the last round of reading failed with, if it failed. */
    @Nullable
    String problem() {
        return loop.problem();
    }

    /** How many exchanges are in work. */
    int inFlight() {
        return worker.inFlight();
    }

    /** Stops reading, waits for what is in flight to be settled, then gives back the rest. */
    void stop() {
        boolean interrupted = false;
        try {
            finish();
        } catch (InterruptedException e) {
            // Camel has waited long enough; what is not settled by now is given back all the same.
            interrupted = true;
        }
        settler.close();
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
        consumer.signal.set();
        loop.join(Duration.ofMillis(options.getBlock()).plus(Connections.COMMAND_TIMEOUT));
        while (worker.inFlight() > 0 && System.nanoTime() < end) {
            if (!consumer.connections().connected() && settler.stuck()) {
                LOG.warn(
                        "{} stops while Redis is away; what is not settled will be delivered again",
                        options.streamKey());
                break;
            }
            consumer.signal.await(Duration.ofMillis(50));
        }
    }
}
