package dev.vestnik.component.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.poll.KeyedSerialExecutor;
import dev.vestnik.component.telegram.poll.PollHealthCheck;
import dev.vestnik.component.telegram.poll.PollLoop;
import dev.vestnik.component.telegram.poll.PollOffsetStore;
import dev.vestnik.component.telegram.poll.PollStats;
import dev.vestnik.component.telegram.update.TelegramUpdate;
import dev.vestnik.component.telegram.update.UpdateMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls for updates and routes them: those of one chat in order, those of different chats in parallel. */
@ManagedResource(description = "Telegram consumer")
public final class AsyncTelegramConsumer extends DefaultConsumer implements Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncTelegramConsumer.class);

    private final AsyncTelegramEndpoint endpoint;
    private final PollStats stats = new PollStats();
    private @Nullable ExecutorService executor;
    private volatile @Nullable PollLoop loop;

    AsyncTelegramConsumer(AsyncTelegramEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doBuild() throws Exception {
        PollHealthCheck health = new PollHealthCheck(getRouteId(), stats);
        health.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(health);
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (endpoint.isStartScheduler()) {
            startPolling();
        }
    }

    @Override
    protected void doResume() {
        startPolling();
    }

    @Override
    protected void doSuspend() {
        stopPolling();
    }

    @Override
    protected void doStop() throws Exception {
        stopPolling();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        PollLoop last = loop;
        if (last != null) {
            last.release();
        }
        if (executor != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(executor);
            executor = null;
        }
        super.doShutdown();
    }

    private void startPolling() {
        AsyncTelegramComponent component = endpoint.getComponent();
        var threads = endpoint.getCamelContext().getExecutorServiceManager();
        if (executor == null) {
            executor = threads.newFixedThreadPool(this, "TelegramUpdates", component.getConcurrentChats());
        }
        AsyncTelegramService service = endpoint.service();
        PollLoop started = new PollLoop(
                new LoopDelegate(service),
                component.getPollLease(),
                new PollOffsetStore(
                        component.getOffsetRepository(), service.api().botId(), component.getClock()),
                stats,
                new KeyedSerialExecutor(executor),
                Duration.ofSeconds(endpoint.getConfiguration().getTimeout()),
                duration(endpoint.getInitialDelay()),
                duration(endpoint.getDelay()));
        PollLoop previous = loop;
        if (previous != null) {
            previous.handOver();
        }
        loop = started;
        component.consumers().add(this);
        threads.newThread("TelegramPoll", started).start();
    }

    private Duration duration(long units) {
        return units <= 0
                ? Duration.ZERO
                : Duration.of(units, endpoint.getTimeUnit().toChronoUnit());
    }

    void pollAgain() {
        PollLoop running = loop;
        if (running != null) {
            running.pollAgain();
        }
    }

    private void stopPolling() {
        endpoint.getComponent().consumers().remove(this);
        PollLoop running = loop;
        if (running != null) {
            running.stop();
        }
    }

    /** The status of polling. */
    public PollStatus status() {
        return stats.status();
    }

    @ManagedAttribute(description = "Status of polling")
    public String getPollStatus() {
        return stats.status().name();
    }

    @ManagedAttribute(description = "Whether this instance has the lease and Telegram answers its polls")
    public boolean isPolling() {
        return stats.status() == PollStatus.POLLING;
    }

    @ManagedAttribute(description = "Milliseconds since Telegram last answered a poll, or since the start")
    public long getLastPollAge() {
        return stats.sinceLastResponse().toMillis();
    }

    @ManagedAttribute(description = "Received updates that are not finished")
    public int getUnfinishedUpdates() {
        PollLoop running = loop;
        return running == null ? 0 : running.unfinished();
    }

    @ManagedAttribute(description = "Received updates that are not confirmed to Telegram")
    public int getOffsetLag() {
        PollLoop running = loop;
        return running == null ? 0 : running.unconfirmed();
    }

    @ManagedAttribute(description = "Updates received since the start")
    public long getReceivedUpdates() {
        return stats.receivedUpdates();
    }

    @ManagedAttribute(description = "Updates whose exchange failed")
    public long getFailedUpdates() {
        return stats.failedUpdates();
    }

    @ManagedAttribute(description = "Why the last poll failed")
    public @Nullable String getLastPollError() {
        return stats.lastError();
    }

    private final class LoopDelegate implements PollLoop.Delegate {
        private final AsyncTelegramService service;

        LoopDelegate(AsyncTelegramService service) {
            this.service = service;
        }

        @Override
        public CompletableFuture<JsonNode> getUpdates(@Nullable Long offset, Duration timeout) {
            return service.poll(
                    offset,
                    endpoint.getConfiguration().getLimit(),
                    timeout,
                    endpoint.getComponent().getAllowedUpdates());
        }

        @Override
        public void process(TelegramUpdate update, Consumer<Boolean> done) {
            Exchange exchange = createExchange(false);
            try {
                UpdateMessage.populate(exchange, update);
                getAsyncProcessor().process(exchange, doneSync -> finish(exchange, update, done));
            } catch (RuntimeException | Error failure) {
                exchange.setException(failure);
                finish(exchange, update, done);
            }
        }

        private void finish(Exchange exchange, TelegramUpdate update, Consumer<Boolean> done) {
            Throwable failure = exchange.getException();
            if (failure != null) {
                stats.updateFailed();
                LOG.warn("Update {} failed: {}", update.id(), failure.toString());
            }
            releaseExchange(exchange, false);
            done.accept(failure == null || endpoint.getComponent().isConfirmFailed());
        }

        @Override
        public void deleteWebhook() {
            service.removeWebhook();
        }

        @Override
        public void onIdle() {
            if (endpoint.isSendEmptyMessageWhenIdle()) {
                Exchange empty = createExchange(false);
                getAsyncProcessor().process(empty, doneSync -> releaseExchange(empty, false));
            }
        }

        @Override
        public void onFailure(Throwable cause) {
            if (endpoint.isBridgeErrorHandler() || endpoint.getExceptionHandler() != null) {
                handleException("Polling Telegram failed", cause);
            }
        }
    }
}
