package dev.vestnik.component.redisstreams.keyed;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.settle.SettlementRetrier;
import dev.vestnik.component.redisstreams.work.ConsumerCounters;
import dev.vestnik.component.redisstreams.work.ExchangeOutcome;
import dev.vestnik.component.redisstreams.work.ExchangeRunner;
import dev.vestnik.component.redisstreams.work.ExchangeSettlement;
import dev.vestnik.component.redisstreams.work.RetryPolicy;
import dev.vestnik.component.redisstreams.work.WorkSignal;
import dev.vestnik.component.redisstreams.work.Worker;
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

/** Internal to the component. Leases due keys as long as there are places, and sleeps until a key becomes due. */
public final class KeyedWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedWorker.class);

    /** The longest sleep: a wake-up can be lost with its connection. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    /** A key that is due later was not written by a consumer, or by a clock that was ahead. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    /** How many leases one script takes or renews, so that it does not block Redis for long. */
    private static final int CHUNK = 256;

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final ConsumerCounters counters;
    private final WorkSignal signal;
    private final ExchangeRunner runner;
    private final SettlementRetrier retrier;
    private final RetryPolicy policy;
    private final KeyedSettler settler;
    private final KeyedPoller poller;
    private final KeyedKeys keys;
    private final WakeUpSubscription wakeUp;
    private final Map<String, KeyLease> inFlight = new ConcurrentHashMap<>();
    private volatile boolean full;
    private volatile long sleepsUntil = System.nanoTime();
    private volatile long nextDue = System.nanoTime();

    public KeyedWorker(
            Connections connections,
            RedisStreamsConfiguration options,
            ConsumerCounters counters,
            WorkSignal signal,
            ExchangeRunner runner,
            SettlementRetrier retrier) {
        this.connections = connections;
        this.options = options;
        this.counters = counters;
        this.signal = signal;
        this.runner = runner;
        this.retrier = retrier;
        this.policy = new RetryPolicy(options);
        this.keys = new KeyedKeys(options.streamKey());
        String me = UUID.randomUUID().toString();
        this.poller = new KeyedPoller(connections, options, retrier, me, this::places, this::leased, this::due);
        this.settler = new KeyedSettler(policy, counters, retrier, poller, keys, this::ended);
        this.wakeUp = new WakeUpSubscription(connections, keys.wake(), this::wake);
    }

    @Override
    public void round() throws Exception {
        wakeUp.subscribe();
        poller.returnLostPolls();
        full = true;
        if (places(0) <= 0) {
            signal.await(LONGEST_SLEEP);
            return;
        }
        full = false;
        poller.poll().get(2 * Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        sleep();
    }

    /** How many keys may be leased after this many settlements. */
    private int places(int settled) {
        return retrier.stuck() ? 0 : Math.min(CHUNK, options.getMaxInFlight() - inFlight.size() + settled);
    }

    private void sleep() throws InterruptedException {
        sleepsUntil = System.nanoTime() + LONGEST_SLEEP.toNanos();
        signal.await(Duration.ofNanos(Math.min(LONGEST_SLEEP.toNanos(), nextDue - System.nanoTime())));
        sleepsUntil = System.nanoTime();
    }

    /** Called after each poll. A poll that the loop did not begin may find a key that is due before the loop wakes. */
    private void due(int untilDue) {
        Duration wait = untilDue < 0 ? LONGEST_SLEEP : Duration.ofMillis(untilDue);
        nextDue = System.nanoTime() + wait.toNanos();
        if (nextDue - sleepsUntil < 0) {
            signal.set();
        }
    }

    /**
     * A key has become due. If it is in work here, a poll has leased it since, and the same poll has looked at the keys that
     * became due with it.
     */
    private void wake(String key) {
        KeyLease mine = inFlight.get(key);
        if ((mine == null || mine.settles()) && !full) {
            poller.pollSoon();
        }
    }

    private void leased(KeyLease lease) {
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
            // No producer writes to such a key, so somebody else has.
            ExchangeSettlement settlement = new ExchangeSettlement(StreamEntry.ids(lease.entries));
            settlement.foreign(settlement.ids(), ExchangeOutcome.FOREIGN);
            settler.settle(lease, Rate.UNLIMITED, ExchangeOutcome.doneWithoutWrites(e), settlement);
            return;
        }
        if (lease.entries.size() == 1 && policy.crashedTooOften(lease.crashes)) {
            ExchangeSettlement settlement = new ExchangeSettlement(StreamEntry.ids(lease.entries));
            settler.settle(lease, pace, ExchangeOutcome.dead(ExchangeOutcome.CRASHED_TOO_OFTEN, null), settlement);
        } else {
            runner.run(
                    lease.entries,
                    lease.key,
                    (outcome, settlement) -> settler.settle(lease, pace, outcome, settlement));
        }
    }

    private void ended(KeyLease lease) {
        KeyLease next = lease.end();
        if (next == null) {
            inFlight.remove(lease.key, lease);
        } else {
            inFlight.put(next.key, next);
            retrier.execute(() -> start(next));
        }
        if (full) {
            signal.set();
        }
    }

    @Override
    public void renew() throws Exception {
        correctDueTimes();
        hold(inFlight.values(), options.getVisibility());
    }

    private void correctDueTimes() throws Exception {
        long corrected = StreamScript.KEYED_CLOCK
                .number(
                        connections.shared(),
                        new String[] {keys.due(), keys.clock()},
                        new ScriptArguments().add(LONGEST_DELAY.toMillis()))
                .get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (corrected > 0) {
            LOG.warn("{}: the clock of Redis was set back; corrected when {} keys are due", keys.base(), corrected);
            signal.set();
        }
    }

    private void hold(Collection<KeyLease> leases, long visibility) throws Exception {
        List<KeyLease> all = new ArrayList<>(leases);
        for (int from = 0; from < all.size(); from += CHUNK) {
            ScriptArguments arguments = ScriptArguments.of(keys.base()).add(visibility);
            all.subList(from, Math.min(all.size(), from + CHUNK))
                    .forEach(lease -> arguments.add(lease.key, lease.token()));
            StreamScript.KEYED_HOLD
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
            poller.stopPolling();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void giveBack() {
        wakeUp.close();
        try {
            hold(inFlight.values(), 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("{}: keys in work were not given back; their leases will expire", keys.base(), e);
        }
        inFlight.clear();
    }
}
