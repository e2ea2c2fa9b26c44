package dev.vestnik.component.redisstreams;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes due keys as long as there are places, and sleeps until one becomes due. */
final class KeyedWorker implements RedisStreamsConsumer.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedWorker.class);

    /** A wake-up can be lost with its connection; this is how long that may go unnoticed. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    /** How many leases one script takes or renews, so that none keeps Redis long. */
    private static final int CHUNK = 256;

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final Counters counters;
    private final Signal signal;
    private final ExchangeRunner runner;
    private final Settler settler;
    private final KeyedSettler keyedSettler;
    private final KeyedStream keys;
    private final WakeUp wakeUp;
    private final Rate rate;
    private final String me = UUID.randomUUID().toString();
    private final Map<String, KeyLease> inFlight = new ConcurrentHashMap<>();
    private final Queue<String> lostTakes = new ArrayDeque<>();
    private long taken;

    KeyedWorker(
            Connections connections,
            RedisStreamsConfiguration options,
            Counters counters,
            Signal signal,
            ExchangeRunner runner,
            Settler settler) {
        this.connections = connections;
        this.options = options;
        this.counters = counters;
        this.signal = signal;
        this.runner = runner;
        this.settler = settler;
        this.keyedSettler = new KeyedSettler(connections, options, counters, settler);
        this.keys = new KeyedStream(options.streamKey());
        this.wakeUp = new WakeUp(connections, keys.wake(), signal);
        this.rate = options.parsedRate();
    }

    @Override
    public void round() throws Exception {
        RedisClusterAsyncCommands<String, byte[]> redis = connections.shared();
        wakeUp.subscribe();
        int places = Math.min(CHUNK, options.getMaxInFlight() - inFlight.size());
        if (places <= 0 || settler.stuck()) {
            signal.await(LONGEST_SLEEP);
            return;
        }
        returnLost(redis);
        List<Object> reply = take(redis, places);
        for (Object lease : reply.subList(1, reply.size())) {
            begin(KeyLease.of(Reply.list(lease)));
        }
        if (reply.size() <= places) {
            sleep(Reply.number(reply.get(0)));
        }
    }

    private String[] names() {
        return new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate()};
    }

    private List<Object> take(RedisClusterAsyncCommands<String, byte[]> redis, int places) throws Exception {
        taken++;
        String token = me + "-" + taken;
        Args arguments = Args.of(keys.base())
                .add(places)
                .add(options.getBatchSize())
                .add(options.getVisibility())
                .add(token)
                .add(rate.interval())
                .add(rate.tolerance())
                .add(me);
        try {
            return Script.KEYED_TAKE
                    .list(redis, names(), arguments)
                    .get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = Script.cause(e);
            if (!(cause instanceof RedisCommandExecutionException)) {
                lostTakes.add(token + "-");
            }
            connections.notice(cause);
            throw e;
        }
    }

    /** What was taken and never arrived would else wait as long as if its owner had died. */
    private void returnLost(RedisClusterAsyncCommands<String, byte[]> redis) throws Exception {
        for (String token = lostTakes.peek(); token != null; token = lostTakes.peek()) {
            Script.KEYED_RETURN
                    .number(redis, new String[] {keys.due(), keys.owners()}, Args.of(keys.base(), token))
                    .get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            lostTakes.remove();
        }
    }

    private void sleep(int untilDue) throws InterruptedException {
        if (untilDue != 0) {
            Duration sleep = untilDue < 0 ? LONGEST_SLEEP : Duration.ofMillis(untilDue);
            signal.await(sleep.compareTo(LONGEST_SLEEP) < 0 ? sleep : LONGEST_SLEEP);
        }
    }

    private void begin(KeyLease lease) {
        KeyLease running = inFlight.putIfAbsent(lease.key, lease);
        if (running != null) {
            if (running.followedBy(lease)) {
                return;
            }
            inFlight.put(lease.key, lease);
        }
        start(lease);
    }

    private void start(KeyLease lease) {
        if (lease.crashes > 0) {
            counters.claimed.increment();
        }
        Rate pace;
        try {
            pace = options.pace().of(lease.key);
        } catch (RuntimeException e) {
            LOG.error("{}: no pace for key {}, which waits: {}", keys.base(), lease.key, e.toString());
            inFlight.remove(lease.key, lease);
            return;
        }
        if (lease.crashes >= options.getMaxDeliveries() && lease.entries.size() == 1) {
            Settlement settlement =
                    new Settlement(lease.entries.stream().map(Entry::id).toList());
            settle(lease, pace, Outcome.dead(Outcome.CRASHED_TOO_OFTEN, null), settlement);
        } else {
            runner.run(lease.entries, lease.key, (outcome, settlement) -> settle(lease, pace, outcome, settlement));
        }
    }

    private void settle(KeyLease lease, Rate pace, Outcome outcome, Settlement settlement) {
        keyedSettler.settle(lease, pace, outcome, settlement, () -> ended(lease));
    }

    private void ended(KeyLease lease) {
        KeyLease next = lease.end();
        if (next == null) {
            inFlight.remove(lease.key, lease);
        } else {
            inFlight.put(next.key, next);
            settler.later(() -> start(next));
        }
        signal.set();
    }

    @Override
    public void renew() throws Exception {
        hold(inFlight.values(), options.getVisibility());
    }

    private void hold(Collection<KeyLease> leases, long visibility) throws Exception {
        List<KeyLease> all = new ArrayList<>(leases);
        for (int from = 0; from < all.size(); from += CHUNK) {
            Args arguments = Args.of(keys.base()).add(visibility);
            all.subList(from, Math.min(all.size(), from + CHUNK))
                    .forEach(lease -> arguments.add(lease.key, lease.token()));
            Script.KEYED_HOLD
                    .list(connections.shared(), new String[] {keys.due(), keys.owners()}, arguments)
                    .get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean leads() {
        return true;
    }

    @Override
    public int inFlight() {
        return inFlight.size();
    }

    @Override
    public void interrupt() {
        signal.set();
    }

    /** What is still in work after the time to stop belongs to whoever takes it next. */
    @Override
    public void giveBack() {
        wakeUp.close();
        try {
            hold(inFlight.values(), 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("{}: keys in work were not given back and will expire", keys.base(), e);
        }
        inFlight.clear();
    }
}
