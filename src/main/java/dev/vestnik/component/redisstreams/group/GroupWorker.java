package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.Lease;
import dev.vestnik.component.redisstreams.Leases;
import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import dev.vestnik.component.redisstreams.client.ReaderConnection;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import dev.vestnik.component.redisstreams.lease.ConsumerName;
import dev.vestnik.component.redisstreams.lease.LeaseGuard;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal to the component. Reads a group in this order: retries that are due, entries that were pending before, entries that
 * other consumers did not settle in time, new entries. Never more than there are places in flight.
 */
public final class GroupWorker implements Worker, GroupSettler.Listener, PendingEntries.Target {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWorker.class);

    /** How many times within the lease's time a consumer without the lease asks for it. */
    private static final int ASKS_PER_LEASE = 15;

    private static final int MOST_NEW = 1000;

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final Duration block;
    private final WorkSignal signal;
    private final ExchangeRunner runner;
    private final SettlementRetrier retrier;
    private final GroupKeys keys;
    private final GroupReader reader;
    private final GroupSettler settler;
    private final ReaderConnection connection;
    private final Leases leases;
    private final ConsumerName name;
    private final LeaseGuard lease;
    private final RetryQueue retries;
    private final PendingEntries pending;
    private final ConsumerSweep sweep;
    private final Set<GroupBatch> inFlight = ConcurrentHashMap.newKeySet();
    private final int places;

    private volatile boolean refused;
    private String consumer = "";
    private String heldAs = "";
    private String readUpTo = "";

    /** The newest entry that was delivered, while this consumer alone reads the group; else null. */
    private @Nullable EntryId newest;

    public GroupWorker(
            Connections connections,
            Leases leases,
            RedisStreamsConfiguration options,
            ConsumerCounters counters,
            WorkSignal signal,
            ExchangeRunner runner,
            SettlementRetrier retrier) {
        this.connections = connections;
        this.leases = leases;
        this.options = options;
        this.block = Duration.ofMillis(options.getBlock());
        this.signal = signal;
        this.runner = runner;
        this.retrier = retrier;
        this.keys = new GroupKeys(options.streamKey(), String.valueOf(options.getGroup()));
        Duration leaseTime = Duration.ofMillis(options.getLeaseTime());
        this.name = new ConsumerName(leases, keys.names(), ConsumerName.preferred(options), leaseTime);
        this.lease = new LeaseGuard(
                options.getLease() == null
                        ? null
                        : leases.lease(options.getKeyPrefix() + "lease:" + options.getLease(), leaseTime));
        this.retries = new RetryQueue(lease.needed());
        this.reader = new GroupReader(connections, keys);
        this.pending = new PendingEntries(options, counters, signal, keys, reader, lease, this);
        this.sweep = new ConsumerSweep(options, keys, reader, pending, counters);
        this.connection = new ReaderConnection(connections, block, keys.stream());
        this.settler = new GroupSettler(
                connections, new RetryPolicy(options), counters, retrier, retries, keys, lease, name, this);
        this.places = lease.needed() ? 1 : options.getMaxInFlight();
    }

    @Override
    public void round() throws Exception {
        try {
            work();
        } catch (ExecutionException e) {
            pending.recheck();
            connections.noticeReadOnly(CompletionCause.of(e));
            if (!lostGroup(e)) {
                throw e;
            }
            EntryId settled = settledUpTo();
            LOG.error(
                    "{}: the group {} is gone, because somebody destroyed it or the stream; it is created again from {}",
                    keys.stream(),
                    keys.group(),
                    settled == null ? "the beginning" : settled);
            reader.createGroup(settled);
            newest = settled;
            retries.clear();
        } catch (TimeoutException | InterruptedException e) {
            pending.recheck();
            throw e;
        }
    }

    private static boolean lostGroup(ExecutionException problem) {
        String message = String.valueOf(problem.getMessage());
        return message.contains("NOGROUP") || message.contains("UNBLOCKED") || message.contains("no such key");
    }

    /**
     * The id up to which all entries are settled: the one before the first that is in work or waits for a retry, else the last
     * that was read. Null unless this consumer alone reads the group, and the stream still has that entry.
     */
    private @Nullable EntryId settledUpTo() throws Exception {
        EntryId last = newest;
        if (last == null || !reader.has(last)) {
            return null;
        }
        List<String> unsettled = retries.ids();
        inFlight.forEach(batch -> unsettled.addAll(batch.ids()));
        return unsettled.stream()
                .map(EntryId::of)
                .min(Comparator.naturalOrder())
                .map(EntryId::previous)
                .orElse(last);
    }

    private void work() throws Exception {
        connections.shared();
        if (!connection.exists()) {
            connect();
        }
        consumer = name.hold();
        if (!mayRead()) {
            return;
        }
        pending.beginRound();
        int free = places - inFlight.size();
        if (free <= 0 || retrier.stuck() || pending.blocksReading()) {
            signal.await(block);
            return;
        }
        if (!deliverRetry() && !pending.deliver(consumer, free) && !pending.claim(consumer)) {
            readNew(free);
        }
    }

    /** Opens the connection that reads new entries; all other commands use the shared one. */
    private void connect() throws Exception {
        connection.open();
        reader.createGroup(settledUpTo());
        pending.recheck();
    }

    /** Whether this consumer may read; a new holder of the lease first takes over all pending entries. */
    private boolean mayRead() throws Exception {
        Lease needed = lease.lease();
        if (needed == null) {
            sweep.sweep(consumer, false);
            return true;
        }
        if (refused) {
            refused = false;
            needed.renew();
        }
        if (!needed.hold()) {
            heldAs = "";
            sweep.sweep(consumer, true);
            signal.await(Duration.ofMillis(Math.max(20, options.getLeaseTime() / ASKS_PER_LEASE)));
            return false;
        }
        // With another token, other consumers may have held the lease since; with another name, the pending entries
        // have
        // the old one. Entries in work may still be settled: the takeover waits for them, and nothing is read before
        // it.
        String holding = consumer + " " + needed.token();
        if (!holding.equals(heldAs) && inFlight.isEmpty()) {
            retries.clear();
            pending.claimAll(consumer);
            newest = null;
            heldAs = holding;
        }
        if (holding.equals(heldAs)) {
            sweep.sweep(consumer, false);
        }
        return true;
    }

    private boolean deliverRetry() throws Exception {
        RetryQueue.Retry retry = retries.poll();
        if (retry == null) {
            if (lease.needed() && !retries.isEmpty()) {
                signal.await(retries.wait(block));
                return true;
            }
            return false;
        }
        GroupReader.Fetched fetched;
        try {
            fetched = pending.fetch(consumer, retry.ids(), false, retry.retries());
        } catch (Exception e) {
            retries.add(retry.ids(), Duration.ZERO, retry.retries());
            throw e;
        }
        if (fetched.read() < retry.ids().size()) {
            retries.add(retry.ids().subList(fetched.read(), retry.ids().size()), Duration.ZERO, retry.retries());
        }
        if (!fetched.entries().isEmpty()) {
            deliver(fetched.entries(), retry.retries());
        }
        return true;
    }

    private void readNew(int free) throws Exception {
        if (retries.full()) {
            signal.await(retries.wait(block));
            return;
        }
        int count = Math.min(MOST_NEW, free * options.getBatchSize());
        String last = readUpTo;
        readUpTo = "";
        if (lease.needed() && last.isEmpty()) {
            deliverNew(reader.readLeased(consumer, lease, count, newest()), count);
            return;
        }
        Connections.Link link = connection.openLink();
        if (link == null) {
            connect();
            return;
        }
        Duration longest = retries.wait(block);
        if (lease.needed()) {
            deliverNew(reader.awaitLeased(link, last, longest, consumer, lease, count, newest()), count);
        } else {
            deliver(reader.read(link, consumer, count, longest));
        }
    }

    private String newest() {
        return newest == null ? "" : newest.toString();
    }

    /** If these were all entries there are, the next round waits instead of reading. */
    private void deliverNew(GroupReader.ReadResult result, int wanted) {
        List<StreamEntry> entries = result.entries();
        if (result.movedBack()) {
            LOG.error(
                    "{}: somebody moved the group {} ahead (XGROUP SETID); it was moved back to {}, and passes over nothing",
                    keys.stream(),
                    keys.group(),
                    newest);
        }
        if (result.pending()) {
            pending.recheck();
        }
        if (entries.isEmpty()) {
            readUpTo = result.last();
        } else if (entries.size() < wanted) {
            readUpTo = entries.get(entries.size() - 1).id();
        }
        deliver(entries);
    }

    @Override
    public void deliver(List<StreamEntry> entries) {
        for (int from = 0; from < entries.size(); from += options.getBatchSize()) {
            deliver(entries.subList(from, Math.min(entries.size(), from + options.getBatchSize())), 0);
        }
    }

    private void deliver(List<StreamEntry> entries, int retryNumber) {
        GroupBatch batch = new GroupBatch(List.copyOf(entries), consumer, retryNumber);
        begin(batch);
        runner.run(batch.entries(), null, (outcome, settlement) -> settler.settle(batch, outcome, settlement));
    }

    private void begin(GroupBatch batch) {
        if (lease.needed()) {
            List<String> ids = batch.ids();
            EntryId last = EntryId.of(ids.get(ids.size() - 1));
            newest = newest == null || newest.compareTo(last) < 0 ? last : newest;
        }
        inFlight.add(batch);
    }

    @Override
    public void bury(List<StreamEntry> entries) {
        GroupBatch batch = new GroupBatch(entries, consumer, 0);
        begin(batch);
        settler.settle(
                batch,
                ExchangeOutcome.dead(ExchangeOutcome.CRASHED_TOO_OFTEN, null),
                new ExchangeSettlement(batch.ids()));
    }

    @Override
    public void refused() {
        pending.recheck();
        refused = true;
    }

    @Override
    public void ended(GroupBatch batch) {
        inFlight.remove(batch);
        signal.set();
    }

    @Override
    public boolean idle() {
        return inFlight.isEmpty();
    }

    /** Checks in this order because an entry is queued for its retry before it leaves the entries in flight. */
    @Override
    public boolean knows(String id) {
        return inFlight.stream().anyMatch(batch -> batch.ids().contains(id)) || retries.has(id);
    }

    @Override
    public void renew() throws Exception {
        Map<String, List<String>> owned = new HashMap<>();
        inFlight.forEach(batch -> owned.computeIfAbsent(batch.consumer(), any -> new ArrayList<>())
                .addAll(batch.ids()));
        owned.computeIfAbsent(consumer, any -> new ArrayList<>()).addAll(retries.ids());
        for (Map.Entry<String, List<String>> one : owned.entrySet()) {
            reader.hold(one.getKey(), one.getValue(), Duration.ZERO);
        }
    }

    @Override
    public boolean leads() {
        return lease.held();
    }

    @Override
    public int inFlight() {
        return inFlight.size();
    }

    @Override
    public void interrupt() {
        connection.interrupt();
    }

    @Override
    public void giveBack() {
        try {
            List<String> ids = retries.ids();
            inFlight.forEach(batch -> ids.addAll(batch.ids()));
            reader.hold(consumer, ids, options.visibilityTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("{}: pending entries were not given back and will be claimed", keys.stream(), e);
        }
        retries.clear();
        inFlight.clear();
        name.release();
        Lease needed = lease.lease();
        if (needed != null) {
            leases.end(needed);
        }
        connection.close();
    }
}
