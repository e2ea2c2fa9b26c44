package dev.vestnik.component.redisstreams.keyed;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the due keys of a keyed stream, and settles keys, by one script at a time: each run of keyed-poll.lua settles the keys
 * that have ended since the last one, and leases due keys as long as there are places. Under load many keys share one run;
 * single commands take twice the processor time. Each settlement of a run is independent: if Redis refuses one, or another
 * owner has the key, the others are done.
 */
final class KeyedPoller {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedPoller.class);

    /** The bounds of one run, so that it does not block Redis for long. */
    private static final int MOST_SETTLEMENTS = 64;

    private static final int MOST_WORDS = 20_000;

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final SettlementRetrier retrier;
    private final KeyedKeys keys;
    private final Rate rate;
    private final String me;
    private final IntUnaryOperator places;
    private final Consumer<KeyLease> leased;
    private final IntConsumer due;
    private final Queue<PendingSettlement> pending = new ConcurrentLinkedQueue<>();
    private final Queue<String> lostPolls = new ConcurrentLinkedQueue<>();
    private @Nullable CompletableFuture<Void> pollRequest;
    private boolean running;
    private boolean polling;
    private boolean stopped;
    private long runs;

    /** A settlement that waits for the next run. */
    private record PendingSettlement(ScriptArguments arguments, CompletableFuture<Long> answer) {}

    /** The content of one run. */
    private record Batch(
            List<PendingSettlement> settlements,
            int places,
            String token,
            @Nullable CompletableFuture<Void> pollRequest) {
        /** Fails the settlements and the poll request that have no answer yet. */
        void fail(Throwable cause) {
            settlements.forEach(settlement -> settlement.answer().completeExceptionally(cause));
            if (pollRequest != null) {
                pollRequest.completeExceptionally(cause);
            }
        }
    }

    /**
     * @param me the beginning of all tokens of this consumer
     * @param places how many keys may be leased after this many settlements
     * @param leased takes each leased key, on a thread that must not wait
     * @param due is told after each run in how many ms a key may be due; -1: never
     */
    KeyedPoller(
            Connections connections,
            RedisStreamsConfiguration options,
            SettlementRetrier retrier,
            String me,
            IntUnaryOperator places,
            Consumer<KeyLease> leased,
            IntConsumer due) {
        this.connections = connections;
        this.options = options;
        this.retrier = retrier;
        this.keys = new KeyedKeys(options.streamKey());
        this.rate = options.parsedRate();
        this.me = me;
        this.places = places;
        this.leased = leased;
        this.due = due;
    }

    /**
     * Adds a settlement to the next run.
     *
     * @param arguments as keyed-poll.lua wants them
     * @return 1, or 0 if the key has another owner; fails with the error of Redis or of the connection
     */
    CompletableFuture<Long> settle(ScriptArguments arguments) {
        PendingSettlement settlement = new PendingSettlement(arguments, new CompletableFuture<>());
        pending.add(settlement);
        flush(connections::shared);
        return settlement.answer();
    }

    /**
     * Polls by a run that begins after this call.
     *
     * @return completes at the end of the run
     */
    CompletableFuture<Void> poll() {
        CompletableFuture<Void> request = request();
        flush(connections::shared);
        return request;
    }

    /** As {@link #poll}, for threads that must not wait. */
    void pollSoon() {
        request();
        flushWithoutWaiting();
    }

    private synchronized CompletableFuture<Void> request() {
        CompletableFuture<Void> request = pollRequest == null ? new CompletableFuture<>() : pollRequest;
        pollRequest = request;
        return request;
    }

    /** Ends the polling, but not the settling; waits for a run that may be leasing keys just now. */
    synchronized void stopPolling() throws InterruptedException {
        stopped = true;
        long end = System.nanoTime() + Connections.COMMAND_TIMEOUT.toNanos();
        for (long left = end - System.nanoTime(); polling && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Gives back the keys of polls whose answer was lost; else they would wait as if their owner had died. */
    void returnLostPolls() throws Exception {
        for (String token = lostPolls.peek(); token != null; token = lostPolls.peek()) {
            StreamScript.KEYED_RETURN
                    .number(
                            connections.shared(),
                            new String[] {keys.due(), keys.owners()},
                            ScriptArguments.of(keys.base(), token))
                    .get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            lostPolls.remove(token);
        }
    }

    /** Begins the next run, unless one is running: its end begins the next one. */
    private void flush(Supplier<RedisClusterAsyncCommands<String, byte[]>> redis) {
        Batch batch = nextBatch();
        if (batch == null) {
            return;
        }
        CompletableFuture<List<Object>> answer;
        try {
            answer = StreamScript.KEYED_POLL.list(redis.get(), names(batch), arguments(batch));
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        var unused = answer.whenComplete((reply, problem) -> answered(batch, reply, problem));
    }

    private void flushWithoutWaiting() {
        RedisClusterAsyncCommands<String, byte[]> open = connections.sharedIfOpen();
        if (open != null) {
            flush(() -> open);
        } else if (!retrier.execute(() -> flush(connections::shared))) {
            closed();
        }
    }

    private void closed() {
        IllegalStateException cause = new IllegalStateException("The consumer is closed");
        for (PendingSettlement left = pending.poll(); left != null; left = pending.poll()) {
            left.answer().completeExceptionally(cause);
        }
        synchronized (this) {
            if (pollRequest != null) {
                pollRequest.completeExceptionally(cause);
                pollRequest = null;
            }
        }
    }

    private synchronized @Nullable Batch nextBatch() {
        if (running || pending.isEmpty() && pollRequest == null) {
            return null;
        }
        List<PendingSettlement> settlements = new ArrayList<>();
        int words = 0;
        for (PendingSettlement next = pending.peek();
                next != null && settlements.size() < MOST_SETTLEMENTS && words < MOST_WORDS;
                next = pending.peek()) {
            pending.remove();
            settlements.add(next);
            words += next.arguments().size();
        }
        runs++;
        int free = stopped ? 0 : Math.max(0, places.applyAsInt(settlements.size()));
        Batch batch = new Batch(settlements, free, me + "-" + runs, pollRequest);
        pollRequest = null;
        running = true;
        polling = free > 0;
        return batch;
    }

    private String[] names(Batch batch) {
        return batch.settlements().isEmpty()
                ? new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate()}
                : new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate(), keys.dead()};
    }

    private ScriptArguments arguments(Batch batch) {
        ScriptArguments arguments = ScriptArguments.of(keys.base())
                .add(batch.places())
                .add(options.getBatchSize())
                .add(options.getVisibility())
                .add(batch.token())
                .add(rate.interval())
                .add(rate.tolerance())
                .add(me)
                .add(batch.settlements().size());
        batch.settlements().forEach(settlement -> arguments.part(settlement.arguments()));
        return arguments;
    }

    private void answered(Batch batch, @Nullable List<Object> reply, @Nullable Throwable problem) {
        try {
            if (reply == null) {
                failed(batch, problem == null ? new IllegalStateException("Redis answered nothing") : problem);
            } else {
                succeeded(batch, reply);
            }
        } catch (Throwable e) {
            LOG.error("{}: an answer of Redis cannot be read, or its keys cannot be started", keys.base(), e);
            batch.fail(e);
        } finally {
            synchronized (this) {
                running = false;
                polling = false;
                notifyAll();
            }
            flushWithoutWaiting();
        }
    }

    /** Completes the settlements first, because they make room for the leased keys. */
    private void succeeded(Batch batch, List<Object> reply) {
        List<Object> settled = ScriptReply.list(reply.get(0));
        for (int i = 0; i < settled.size(); i++) {
            CompletableFuture<Long> answer = batch.settlements().get(i).answer();
            if (settled.get(i) instanceof Long written) {
                answer.complete(written);
            } else {
                answer.completeExceptionally(new RedisCommandExecutionException(ScriptReply.text(settled.get(i))));
            }
        }
        for (Object row : ScriptReply.list(reply.get(2))) {
            List<Object> unreadable = ScriptReply.list(row);
            retrier.refusals().key(ScriptReply.text(unreadable.get(0)), ScriptReply.text(unreadable.get(1)));
        }
        reply.subList(3, reply.size()).forEach(key -> leased.accept(KeyLease.of(ScriptReply.list(key))));
        if (reply.get(1) instanceof Long wait) {
            due.accept((int) Math.min(Integer.MAX_VALUE, wait));
            if (batch.pollRequest() != null) {
                batch.pollRequest().complete(null);
            }
        } else {
            failed(batch, new RedisCommandExecutionException(ScriptReply.text(reply.get(1))));
        }
    }

    private void failed(Batch batch, Throwable problem) {
        Throwable cause = CompletionCause.of(problem);
        if (batch.places() > 0 && !(cause instanceof RedisCommandExecutionException)) {
            lostPolls.add(batch.token() + "-");
        }
        connections.noticeReadOnly(cause);
        due.accept(0);
        batch.fail(cause);
    }
}
