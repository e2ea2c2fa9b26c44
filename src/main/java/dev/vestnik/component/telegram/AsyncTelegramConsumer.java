package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes what happens in the bot's chats: the updates of one chat in order, those of several side by side. */
@ManagedResource(description = "Telegram consumer")
public final class AsyncTelegramConsumer extends DefaultConsumer implements Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncTelegramConsumer.class);
    private static final Duration POLL_MARGIN = Duration.ofSeconds(10);

    private final AsyncTelegramEndpoint endpoint;
    private final PollProgress progress = new PollProgress();
    private @Nullable ExecutorService executor;
    private volatile @Nullable PollLoop loop;

    AsyncTelegramConsumer(AsyncTelegramEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doBuild() throws Exception {
        PollHealthCheck health = new PollHealthCheck(getRouteId(), progress);
        health.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(health);
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (endpoint.isStartScheduler()) {
            poll();
        }
    }

    @Override
    protected void doResume() {
        poll();
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

    private void poll() {
        AsyncTelegramComponent component = endpoint.getComponent();
        var threads = endpoint.getCamelContext().getExecutorServiceManager();
        if (executor == null) {
            executor = threads.newFixedThreadPool(this, "TelegramUpdates", component.getConcurrentChats());
        }
        BotApi api = endpoint.service().api();
        PollLoop started = new PollLoop(
                new Owner(api),
                component.getPollLease(),
                new PollOffsets(component.getOffsetRepository(), api.botId(), component.getClock()),
                progress,
                new ChatLanes(executor),
                Duration.ofSeconds(endpoint.getConfiguration().getTimeout()),
                pause(endpoint.getInitialDelay()),
                pause(endpoint.getDelay()));
        PollLoop previous = loop;
        if (previous != null) {
            previous.handOver();
        }
        loop = started;
        threads.newThread("TelegramPoll", started).start();
    }

    private Duration pause(long units) {
        return units <= 0
                ? Duration.ZERO
                : Duration.of(units, endpoint.getTimeUnit().toChronoUnit());
    }

    private void stopPolling() {
        PollLoop running = loop;
        if (running != null) {
            running.stop();
        }
    }

    /** What the poll loop is at. */
    public PollStatus status() {
        return progress.status();
    }

    @ManagedAttribute(description = "What the poll loop is at")
    public String getPollStatus() {
        return progress.status().name();
    }

    @ManagedAttribute(description = "Whether this instance has the lease and Telegram answers its polls")
    public boolean isPolling() {
        return progress.status() == PollStatus.POLLING;
    }

    @ManagedAttribute(description = "Milliseconds since Telegram last answered a poll, or since the start")
    public long getLastPollAge() {
        return progress.sinceAnswer().toMillis();
    }

    @ManagedAttribute(description = "Updates that have come and are not finished")
    public int getUnfinishedUpdates() {
        PollLoop running = loop;
        return running == null ? 0 : running.unfinished();
    }

    @ManagedAttribute(description = "Updates that have come and are not confirmed to Telegram")
    public int getOffsetLag() {
        PollLoop running = loop;
        return running == null ? 0 : running.unconfirmed();
    }

    @ManagedAttribute(description = "Updates that have come since the start")
    public long getReceivedUpdates() {
        return progress.received();
    }

    @ManagedAttribute(description = "Updates whose exchange failed")
    public long getFailedUpdates() {
        return progress.failedUpdates();
    }

    @ManagedAttribute(description = "Why the last poll failed")
    public @Nullable String getLastPollError() {
        return progress.lastError();
    }

    /** What the loop asks of this consumer. */
    private final class Owner implements PollLoop.Owner {
        private final BotApi api;

        Owner(BotApi api) {
            this.api = api;
        }

        @Override
        public CompletableFuture<JsonNode> ask(@Nullable Long offset, Duration wait) {
            TelegramConfiguration options = endpoint.getConfiguration();
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (offset != null) {
                parameters.put("offset", offset);
            }
            parameters.put("limit", options.getLimit());
            parameters.put("timeout", wait.toSeconds());
            parameters.put("allowed_updates", endpoint.getComponent().getAllowedUpdates());
            return api.call("getUpdates", parameters, wait.plus(POLL_MARGIN));
        }

        @Override
        public void route(JsonNode update, Runnable done) {
            Exchange exchange = createExchange(false);
            try {
                Updates.fill(exchange, update);
                getAsyncProcessor().process(exchange, doneSync -> finish(exchange, update, done));
            } catch (JsonProcessingException unreadable) {
                exchange.setException(new IllegalArgumentException("it is not of the form that the Bot API describes"));
                finish(exchange, update, done);
            } catch (RuntimeException | Error failure) {
                exchange.setException(failure);
                finish(exchange, update, done);
            }
        }

        private void finish(Exchange exchange, JsonNode update, Runnable done) {
            Throwable failure = exchange.getException();
            if (failure != null) {
                progress.updateFailed();
                LOG.warn("Update {} failed: {}", Updates.id(update), failure.toString());
            }
            releaseExchange(exchange, false);
            done.run();
        }

        @Override
        public void idle() {
            if (endpoint.isSendEmptyMessageWhenIdle()) {
                Exchange empty = createExchange(false);
                getAsyncProcessor().process(empty, doneSync -> releaseExchange(empty, false));
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (endpoint.isBridgeErrorHandler() || endpoint.getExceptionHandler() != null) {
                handleException("Polling Telegram failed", cause);
            }
        }
    }
}
