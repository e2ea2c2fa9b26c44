package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes due keys as long as there are places, and sleeps until one becomes due. */
final class KeyedWorker implements RedisStreamsConsumer.Worker, Followers.Follower {
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
    private final KeyedTrips trips;
    private final KeyedStream keys;
    private final WakeUp wakeUp;
    private final Map<String, KeyLease> inFlight = new ConcurrentHashMap<>();
    private volatile boolean full;
    private volatile long sleepsUntil = System.nanoTime();
    private volatile long nextDue = System.nanoTime();

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
        this.keys = new KeyedStream(options.streamKey());
        String me = UUID.randomUUID().toString();
        this.trips = new KeyedTrips(connections, options, settler, me, this::places, this::begin, this::due);
        this.keyedSettler = new KeyedSettler(options, counters, settler, trips);
        this.wakeUp = new WakeUp(connections, keys.wake(), this::wake);
        connections.followers().follow(keys.base(), this);
    }

    @Override
    public void round() throws Exception {
        wakeUp.subscribe();
        trips.returnLost();
        full = true;
        if (places(0) <= 0) {
            signal.await(LONGEST_SLEEP);
            return;
        }
        full = false;
        trips.look().get(2 * Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        sleep();
    }

    /** How many keys may be taken once so many of those in work are settled. */
    private int places(int settled) {
        return settler.stuck() ? 0 : Math.min(CHUNK, options.getMaxInFlight() - inFlight.size() + settled);
    }

    private void sleep() throws InterruptedException {
        sleepsUntil = System.nanoTime() + LONGEST_SLEEP.toNanos();
        signal.await(Duration.ofNanos(Math.min(LONGEST_SLEEP.toNanos(), nextDue - System.nanoTime())));
        sleepsUntil = System.nanoTime();
    }

    /** Told after each trip, also those that were not the loop's, and so may find something to do before it wakes. */
    private void due(int untilDue) {
        Duration wait = untilDue < 0 ? LONGEST_SLEEP : Duration.ofMillis(untilDue);
        nextDue = System.nanoTime() + wait.toNanos();
        if (nextDue - sleepsUntil < 0) {
            signal.set();
        }
    }

    /**
     * A key has become due. Where it is in work here, it was taken since then, as it was nobody's before; and whatever became
     * due with it was looked at by the same trip.
     */
    private void wake(String key) {
        KeyLease mine = inFlight.get(key);
        if ((mine == null || mine.settles()) && !full) {
            trips.lookSoon();
        }
    }

    @Override
    public void written() {
        if (!full) {
            trips.lookSoon();
        }
    }

    /** Where there are fewer places in the end than became due, the next trip wakes others. */
    @Override
    public boolean takes() {
        return !full && places(0) > 0 && trips.takeForOthers();
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
            Settlement settlement = new Settlement(Entry.ids(lease.entries));
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
        if (full) {
            signal.set();
        }
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
                    .number(connections.shared(), new String[] {keys.due(), keys.owners()}, arguments)
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
        try {
            trips.stopTaking();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is still in work after the time to stop belongs to whoever takes it next. */
    @Override
    public void giveBack() {
        wakeUp.close();
        connections.followers().leave(keys.base(), this);
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
