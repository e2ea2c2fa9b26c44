package dev.vestnik.component.redisstreams;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a group: what is due again first, then what was pending before, then what others did not settle in time, then what
 * is new; and never more than there are places in flight.
 */
final class GroupWorker implements RedisStreamsConsumer.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWorker.class);

    /** How often one who waits for the lease asks for it: a part of the time that a dead holder keeps it. */
    private static final int ASKS_PER_LEASE = 15;

    private final Connections connections;
    private final RedisStreamsConfiguration options;
    private final Counters counters;
    private final Signal signal;
    private final ExchangeRunner runner;
    private final GroupStream keys;
    private final GroupReader reader;
    private final Standby standby;
    private final GroupSettler groupSettler;
    private final Settler settler;
    private final Leases leases;
    private final ConsumerName name;
    private final Exclusive right;
    private final Retries retries;
    private final Suspects suspects;
    private final Set<GroupBatch> inFlight = ConcurrentHashMap.newKeySet();
    private final int places;

    private volatile Connections.@Nullable Link link;
    private volatile long clientId = -1;
    private volatile boolean recheck = true;
    private volatile boolean refused;
    private String consumer = "";
    private String heldAs = "";
    private volatile String readUpTo = "";
    private boolean swept;
    private @Nullable String cursor;
    private long nextClaim = System.nanoTime();

    GroupWorker(
            Connections connections,
            Leases leases,
            RedisStreamsConfiguration options,
            Counters counters,
            Signal signal,
            ExchangeRunner runner,
            Settler settler) {
        this.connections = connections;
        this.leases = leases;
        this.options = options;
        this.counters = counters;
        this.signal = signal;
        this.runner = runner;
        this.settler = settler;
        this.keys = new GroupStream(options.streamKey(), String.valueOf(options.getGroup()));
        Duration leaseTime = Duration.ofMillis(options.getLeaseTime());
        this.name = new ConsumerName(leases, keys.names(), options.wantedName(), leaseTime);
        this.right = new Exclusive(
                options.getLease() == null
                        ? null
                        : leases.lease(options.getKeyPrefix() + "lease:" + options.getLease(), leaseTime));
        this.retries = new Retries(right.needed());
        this.suspects = new Suspects(options.visible(), options.getMaxDeliveries());
        this.reader = new GroupReader(connections, keys);
        this.standby = new Standby(connections, reader, right, () -> {
            recheck = true;
            signal.set();
        });
        this.groupSettler = new GroupSettler(connections, options, counters, settler, retries, keys, right, name);
        this.places = right.needed() ? 1 : options.getMaxInFlight();
    }

    @Override
    public void round() throws Exception {
        try {
            work();
        } catch (ExecutionException e) {
            // Entries may have been read whose answer was lost.
            recheck = true;
            connections.notice(Script.cause(e));
            if (!lostGroup(e)) {
                throw e;
            }
            LOG.warn("{}: the group {} is gone, and is made again from the beginning", keys.stream(), keys.group());
            reader.createGroup();
            retries.clear();
        } catch (TimeoutException e) {
            recheck = true;
            throw e;
        }
    }

    private static boolean lostGroup(ExecutionException problem) {
        String message = String.valueOf(problem.getMessage());
        return message.contains("NOGROUP") || message.contains("UNBLOCKED") || message.contains("no such key");
    }

    private void work() throws Exception {
        connections.shared();
        if (link == null) {
            connect();
        }
        consumer = name.hold();
        if (!exclusive()) {
            return;
        }
        if (recheck) {
            recheck = false;
            cursor = "0-0";
        }
        int free = places - inFlight.size();
        if (free <= 0 || settler.stuck() || suspects.holdOthers(inFlight.isEmpty())) {
            signal.await(Duration.ofMillis(options.getBlock()));
            return;
        }
        if (!again() && !recover(free) && !claim()) {
            readNew(free);
        }
    }

    /** Gets the connection that reads new entries; all else is done on the shared one, and goes on where none can be had. */
    private void connect() throws Exception {
        Connections.Link old = link;
        Connections.Link current = connections.dedicated(Duration.ofMillis(options.getBlock()));
        link = current;
        if (old != null) {
            connections.release(old);
        }
        if (current.commands() instanceof RedisAsyncCommands<String, byte[]> alone) {
            clientId = alone.clientId().get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        reader.createGroup();
        recheck = true;
    }

    /** Whether reading is allowed; a new holder takes over everything that others had pending. */
    private boolean exclusive() throws Exception {
        Lease lease = right.lease();
        if (lease == null) {
            sweepOnce();
            return true;
        }
        if (refused) {
            refused = false;
            lease.renew();
        }
        if (!lease.hold()) {
            heldAs = "";
            signal.await(Duration.ofMillis(Math.max(20, options.getLeaseTime() / ASKS_PER_LEASE)));
            return false;
        }
        // Another token: others may have held it since. Another name: what is pending has the old one. What is in work
        // comes
        // first, as it may still be settled, and nothing is read before.
        String holding = consumer + " " + lease.token();
        if (!holding.equals(heldAs) && inFlight.isEmpty()) {
            sweepOnce();
            retries.clear();
            claimed(reader.claim(consumer, right, Duration.ZERO));
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
        recheck = true;
        if (result[0] > 0) {
            LOG.info("{}: removed {} consumer(s), took over {} entries", keys.stream(), result[0], result[1]);
        }
    }

    private boolean again() throws Exception {
        Retries.Retry retry = retries.poll();
        if (retry == null) {
            if (right.needed() && !retries.isEmpty()) {
                signal.await(retries.wait(Duration.ofMillis(options.getBlock())));
                return true;
            }
            return false;
        }
        GroupReader.Fetched fetched;
        try {
            fetched = reader.fetch(consumer, retry.ids(), false, retry.agains());
        } catch (Exception e) {
            retries.add(retry.ids(), Duration.ZERO, retry.agains());
            throw e;
        }
        gone(fetched.gone());
        if (!fetched.entries().isEmpty()) {
            begin(fetched.entries(), retry.agains());
        }
        return true;
    }

    /** Goes on through what was pending with this consumer before it knew of it. */
    private boolean recover(int free) throws Exception {
        String from = cursor;
        if (from == null) {
            return false;
        }
        int count = Math.min(500, free * options.getBatchSize());
        List<GroupReader.Pending> rows = reader.pending(consumer, from, count);
        List<String> ids = new ArrayList<>();
        for (GroupReader.Pending row : rows) {
            if (known(row.id())) {
                from = row.id();
            } else if (suspects.isOne(row)) {
                if (!ids.isEmpty()) {
                    break;
                }
                cursor = from;
                if (suspects.mustWait(inFlight.isEmpty())) {
                    signal.await(Duration.ofMillis(options.getBlock()));
                } else {
                    beginSuspect(row.id());
                }
                return true;
            } else {
                ids.add(row.id());
                from = row.id();
            }
        }
        if (!ids.isEmpty()) {
            beginAll(fetch(ids));
        }
        cursor = rows.isEmpty() ? null : from;
        return !rows.isEmpty();
    }

    private List<Entry> fetch(List<String> ids) throws Exception {
        GroupReader.Fetched fetched = reader.fetch(consumer, ids, true, 0);
        gone(fetched.gone());
        return fetched.entries();
    }

    private void beginSuspect(String id) throws Exception {
        List<Entry> suspect = fetch(List.of(id));
        cursor = id;
        if (suspect.isEmpty()) {
            return;
        }
        suspects.begin();
        if (suspects.isGuilty(suspect.get(0))) {
            GroupBatch batch = new GroupBatch(suspect, consumer, 0);
            inFlight.add(batch);
            settle(batch, Outcome.dead(Outcome.CRASHED_TOO_OFTEN, null), new Settlement(batch.ids()));
        } else {
            beginAll(suspect);
        }
    }

    private boolean claim() throws Exception {
        if (System.nanoTime() - nextClaim < 0) {
            return false;
        }
        nextClaim = System.nanoTime() + options.visible().toNanos() / 2;
        int[] result = reader.claim(consumer, right, options.visible());
        claimed(result);
        return result[0] > 0;
    }

    private void claimed(int[] result) {
        gone(result[1]);
        counters.claimed.add(result[0]);
        if (result[0] > 0) {
            LOG.info("{}: took over {} entries from other consumers", keys.stream(), result[0]);
            cursor = "0-0";
        }
    }

    private void gone(int entries) {
        if (entries > 0) {
            counters.deleted.add(entries);
            LOG.error(
                    "{}: {} entries were deleted before they were acknowledged, and are lost", keys.stream(), entries);
        }
    }

    private void readNew(int free) throws Exception {
        if (retries.full()) {
            signal.await(retries.wait(Duration.ofMillis(options.getBlock())));
            return;
        }
        int count = Math.min(1000, free * options.getBatchSize());
        String last = readUpTo;
        readUpTo = "";
        if (right.needed() && last.isEmpty()) {
            begin(reader.readExclusively(consumer, right, count), count);
            return;
        }
        Connections.Link current = link;
        if (current == null || !current.open()) {
            connect();
            return;
        }
        Duration block = retries.wait(Duration.ofMillis(options.getBlock()));
        if (right.needed()) {
            standby.await(current, consumer, last, count, block, news -> begin(news, count));
        } else {
            beginAll(reader.read(current, consumer, count, block));
        }
    }

    /** Where that was all there is, the next thing to do is to wait, and not to read. */
    private CompletableFuture<?> begin(GroupReader.News news, int wanted) {
        List<Entry> entries = news.entries();
        if (news.pending()) {
            recheck = true;
        }
        if (entries.isEmpty()) {
            readUpTo = news.last();
        } else if (entries.size() < wanted) {
            readUpTo = entries.get(entries.size() - 1).id();
        }
        return beginAll(entries);
    }

    /** Done once all of them are no longer in flight. */
    private CompletableFuture<?> beginAll(List<Entry> entries) {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += options.getBatchSize()) {
            List<Entry> some = entries.subList(from, Math.min(entries.size(), from + options.getBatchSize()));
            ends.add(begin(some, 0));
        }
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> begin(List<Entry> entries, int agains) {
        GroupBatch batch = new GroupBatch(List.copyOf(entries), consumer, agains);
        inFlight.add(batch);
        runner.run(batch.entries(), null, (outcome, settlement) -> settle(batch, outcome, settlement));
        return batch.end();
    }

    private void settle(GroupBatch batch, Outcome outcome, Settlement settlement) {
        groupSettler.settle(batch, outcome, settlement, this::lost, () -> {
            inFlight.remove(batch);
            signal.set();
            batch.end().complete(null);
        });
    }

    /** What was refused may still be pending here, and the lease may be gone. */
    private void lost() {
        recheck = true;
        refused = true;
    }

    /** In this order, as what ends is first waiting again and then no longer in flight. */
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
        return right.held();
    }

    @Override
    public int inFlight() {
        return inFlight.size();
    }

    /** Ends a blocking read without losing what it might just be given. */
    @Override
    public void interrupt() {
        connections.unblock(clientId, keys.stream());
    }

    @Override
    public void giveBack() {
        try {
            List<String> ids = retries.ids();
            inFlight.forEach(batch -> ids.addAll(batch.ids()));
            reader.hold(consumer, ids, options.visible());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("{}: what is pending was not given back and will be claimed", keys.stream(), e);
        }
        retries.clear();
        inFlight.clear();
        name.release();
        Lease lease = right.lease();
        if (lease != null) {
            leases.end(lease);
        }
        Connections.Link current = link;
        if (current != null) {
            connections.release(current);
        }
    }
}
