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
import dev.vestnik.component.redisstreams.work.ConsumerCounters;
import dev.vestnik.component.redisstreams.work.ExchangeOutcome;
import dev.vestnik.component.redisstreams.work.ExchangeRunner;
import dev.vestnik.component.redisstreams.work.ExchangeSettlement;
import dev.vestnik.component.redisstreams.work.RetryPolicy;
import dev.vestnik.component.redisstreams.work.SettlementRetrier;
import dev.vestnik.component.redisstreams.work.WorkSignal;
import dev.vestnik.component.redisstreams.work.Worker;
import java.time.Duration;
import java.util.ArrayList;
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
public final class GroupWorker implements Worker, GroupSettler.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWorker.class);

    /** How many times within the lease's time a consumer without the lease asks for it. */
    private static final int ASKS_PER_LEASE = 15;

    private static final int MOST_PENDING = 500;
    private static final int MOST_NEW = 1000;

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final Duration block;
    private final ConsumerCounters counters;
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
    private final PoisonDetection poison;
    private final Set<GroupBatch> inFlight = ConcurrentHashMap.newKeySet();
    private final int places;

    /** Whether pending entries may exist that this worker does not know of. */
    private volatile boolean recheckPending = true;

    private volatile boolean refused;
    private String consumer = "";
    private String heldAs = "";
    private String readUpTo = "";
    private boolean swept;
    private @Nullable String cursor;
    private long nextClaim = System.nanoTime();

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
        this.counters = counters;
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
        this.poison = new PoisonDetection(options.visibilityTime(), options.getMaxDeliveries());
        this.reader = new GroupReader(connections, keys);
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
            recheckPending = true;
            connections.noticeReadOnly(CompletionCause.of(e));
            if (!lostGroup(e)) {
                throw e;
            }
            LOG.warn("{}: the group {} is gone and is created again from the beginning", keys.stream(), keys.group());
            reader.createGroup();
            retries.clear();
        } catch (TimeoutException | InterruptedException e) {
            recheckPending = true;
            throw e;
        }
    }

    private static boolean lostGroup(ExecutionException problem) {
        String message = String.valueOf(problem.getMessage());
        return message.contains("NOGROUP") || message.contains("UNBLOCKED") || message.contains("no such key");
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
        if (recheckPending) {
            recheckPending = false;
            cursor = "0-0";
        }
        int free = places - inFlight.size();
        if (free <= 0 || retrier.stuck() || poison.blocksReading(inFlight.isEmpty())) {
            signal.await(block);
            return;
        }
        if (!deliverRetry() && !deliverPending(free) && !claim()) {
            readNew(free);
        }
    }

    /** Opens the connection that reads new entries; all other commands use the shared one. */
    private void connect() throws Exception {
        connection.open();
        reader.createGroup();
        recheckPending = true;
    }

    /** Whether this consumer may read; a new holder of the lease first takes over all pending entries. */
    private boolean mayRead() throws Exception {
        Lease needed = lease.lease();
        if (needed == null) {
            sweepOnce();
            return true;
        }
        if (refused) {
            refused = false;
            needed.renew();
        }
        if (!needed.hold()) {
            heldAs = "";
            signal.await(Duration.ofMillis(Math.max(20, options.getLeaseTime() / ASKS_PER_LEASE)));
            return false;
        }
        // With another token, other consumers may have held the lease since. With another name, the pending entries
        // have the
        // old one. Entries in work may still be settled, so the takeover waits for them, and nothing is read before it.
        String holding = consumer + " " + needed.token();
        if (!holding.equals(heldAs) && inFlight.isEmpty()) {
            sweepOnce();
            retries.clear();
            noteClaimed(reader.claim(consumer, lease, Duration.ZERO));
            cursor = "0-0";
            heldAs = holding;
        }
        return true;
    }

    private void sweepOnce() throws Exception {
        if (swept || !options.isFlushConsumers()) {
            return;
        }
        int[] result = reader.sweep(consumer, false);
        swept = true;
        counters.claimed.add(result[1]);
        recheckPending = true;
        if (result[0] > 0) {
            LOG.info("{}: removed {} consumer(s), took over {} entries", keys.stream(), result[0], result[1]);
        }
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
            fetched = reader.fetch(consumer, retry.ids(), false, retry.retries());
        } catch (Exception e) {
            retries.add(retry.ids(), Duration.ZERO, retry.retries());
            throw e;
        }
        noteDeleted(fetched.gone());
        if (!fetched.entries().isEmpty()) {
            deliver(fetched.entries(), retry.retries());
        }
        return true;
    }

    /** Delivers entries that were pending with this consumer before it knew of them. */
    private boolean deliverPending(int free) throws Exception {
        String from = cursor;
        if (from == null) {
            return false;
        }
        int count = Math.min(MOST_PENDING, free * options.getBatchSize());
        List<GroupReader.Pending> rows = reader.pending(consumer, from, count);
        List<String> ids = new ArrayList<>();
        for (GroupReader.Pending row : rows) {
            if (known(row.id())) {
                from = row.id();
            } else if (poison.isSuspect(row.deliveries())) {
                if (!ids.isEmpty()) {
                    break;
                }
                cursor = from;
                if (poison.mustWait(inFlight.isEmpty())) {
                    signal.await(block);
                } else {
                    deliverSuspect(row.id());
                }
                return true;
            } else {
                ids.add(row.id());
                from = row.id();
            }
        }
        if (!ids.isEmpty()) {
            deliverAll(fetch(ids));
        }
        cursor = rows.isEmpty() ? null : from;
        return !rows.isEmpty();
    }

    private List<StreamEntry> fetch(List<String> ids) throws Exception {
        GroupReader.Fetched fetched = reader.fetch(consumer, ids, true, 0);
        noteDeleted(fetched.gone());
        return fetched.entries();
    }

    private void deliverSuspect(String id) throws Exception {
        List<StreamEntry> suspect = fetch(List.of(id));
        cursor = id;
        if (suspect.isEmpty()) {
            return;
        }
        poison.begin();
        if (poison.isPoison(suspect.get(0))) {
            GroupBatch batch = new GroupBatch(suspect, consumer, 0);
            inFlight.add(batch);
            settler.settle(
                    batch,
                    ExchangeOutcome.dead(ExchangeOutcome.CRASHED_TOO_OFTEN, null),
                    new ExchangeSettlement(batch.ids()));
        } else {
            deliverAll(suspect);
        }
    }

    private boolean claim() throws Exception {
        if (System.nanoTime() - nextClaim < 0) {
            return false;
        }
        nextClaim = System.nanoTime() + options.visibilityTime().toNanos() / 2;
        int[] result = reader.claim(consumer, lease, options.visibilityTime());
        noteClaimed(result);
        return result[0] > 0;
    }

    private void noteClaimed(int[] result) {
        noteDeleted(result[1]);
        counters.claimed.add(result[0]);
        if (result[0] > 0) {
            LOG.info("{}: took over {} entries from other consumers", keys.stream(), result[0]);
            cursor = "0-0";
        }
    }

    private void noteDeleted(int entries) {
        if (entries > 0) {
            counters.deleted.add(entries);
            LOG.error(
                    "{}: {} entries were deleted before they were acknowledged, and are lost", keys.stream(), entries);
        }
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
            deliverNew(reader.readLeased(consumer, lease, count), count);
            return;
        }
        Connections.Link link = connection.openLink();
        if (link == null) {
            connect();
            return;
        }
        Duration longest = retries.wait(block);
        if (lease.needed()) {
            deliverNew(reader.awaitLeased(link, last, longest, consumer, lease, count), count);
        } else {
            deliverAll(reader.read(link, consumer, count, longest));
        }
    }

    /** If these were all entries there are, the next round waits instead of reading. */
    private void deliverNew(GroupReader.ReadResult result, int wanted) {
        List<StreamEntry> entries = result.entries();
        if (result.pending()) {
            recheckPending = true;
        }
        if (entries.isEmpty()) {
            readUpTo = result.last();
        } else if (entries.size() < wanted) {
            readUpTo = entries.get(entries.size() - 1).id();
        }
        deliverAll(entries);
    }

    private void deliverAll(List<StreamEntry> entries) {
        for (int from = 0; from < entries.size(); from += options.getBatchSize()) {
            deliver(entries.subList(from, Math.min(entries.size(), from + options.getBatchSize())), 0);
        }
    }

    private void deliver(List<StreamEntry> entries, int retryNumber) {
        GroupBatch batch = new GroupBatch(List.copyOf(entries), consumer, retryNumber);
        inFlight.add(batch);
        runner.run(batch.entries(), null, (outcome, settlement) -> settler.settle(batch, outcome, settlement));
    }

    @Override
    public void refused() {
        recheckPending = true;
        refused = true;
    }

    @Override
    public void ended(GroupBatch batch) {
        inFlight.remove(batch);
        signal.set();
    }

    /** Checks in this order because an entry is queued for its retry before it leaves the entries in flight. */
    private boolean known(String id) {
        return inFlight.stream().anyMatch(batch -> batch.ids().contains(id)) || retries.has(id);
    }

    @Override
    public void renew() throws Exception {
        Map<String, List<String>> held = new HashMap<>();
        inFlight.forEach(batch ->
                held.computeIfAbsent(batch.consumer(), any -> new ArrayList<>()).addAll(batch.ids()));
        held.computeIfAbsent(consumer, any -> new ArrayList<>()).addAll(retries.ids());
        for (Map.Entry<String, List<String>> one : held.entrySet()) {
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
        Lease held = lease.lease();
        if (held != null) {
            leases.end(held);
        }
        connection.close();
    }
}
