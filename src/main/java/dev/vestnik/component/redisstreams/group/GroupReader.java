package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.GroupKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.lease.LeaseGuard;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XPendingArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.models.stream.PendingMessage;
import io.lettuce.core.output.VoidOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads entries of a group. Blocking reads use a connection of their own, which the caller passes. */
final class GroupReader {
    private final Connections connections;
    private final GroupKeys keys;

    /**
     * A pending entry.
     *
     * @param deliveries how often it was delivered, as Redis counts
     */
    public record Pending(String id, int deliveries) {}

    /**
     * Entries that were read again.
     *
     * @param gone how many of the ids were pending but no longer exist
     * @param takenBack how many were not pending any more, because somebody deleted the consumer
     * @param read of how many of the ids, in order, the entries were read; fewer than asked for where the entries are large
     */
    public record Fetched(List<StreamEntry> entries, int gone, int takenBack, int read) {}

    /**
     * The result of a read by the holder of a lease.
     *
     * @param last the id read last if there is nothing new, else empty
     * @param pending whether nothing was read because entries are pending with the reader
     * @param movedBack whether somebody had moved the group ahead, so that entries would have been passed over
     */
    record ReadResult(List<StreamEntry> entries, String last, boolean pending, boolean movedBack) {
        static final ReadResult NOTHING = nothingAfter("");

        static ReadResult nothingAfter(String last) {
            return new ReadResult(List.of(), last, false, false);
        }
    }

    public GroupReader(Connections connections, GroupKeys keys) {
        this.connections = connections;
        this.keys = keys;
    }

    /**
     * Makes the group, and the stream, unless they exist.
     *
     * @param after the entry behind which it reads; null: from the beginning of the stream
     */
    void createGroup(@Nullable EntryId after) throws Exception {
        try {
            await(connections
                    .shared()
                    .xgroupCreate(
                            XReadArgs.StreamOffset.from(keys.stream(), after == null ? "0" : after.toString()),
                            keys.group(),
                            XGroupCreateArgs.Builder.mkstream()));
        } catch (ExecutionException e) {
            if (!String.valueOf(e.getMessage()).contains("BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Whether the stream has this entry. */
    boolean has(EntryId id) throws Exception {
        Range<String> alone = Range.create(id.toString(), id.toString());
        return !await(connections.shared().xrange(keys.stream(), alone)).isEmpty();
    }

    /** Reads new entries; waits at most the block time if there are none. */
    public List<StreamEntry> read(Connections.Link link, String consumer, int count, Duration block) throws Exception {
        XReadArgs arguments =
                XReadArgs.Builder.block(Math.max(1, block.toMillis())).count(count);
        List<StreamMessage<String, byte[]>> messages = link.commands()
                .xreadgroup(
                        Consumer.from(keys.group(), consumer),
                        arguments,
                        XReadArgs.StreamOffset.lastConsumed(keys.stream()))
                .get(block.plus(Connections.COMMAND_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        List<StreamEntry> entries = new ArrayList<>();
        for (StreamMessage<String, byte[]> message : messages) {
            Map<String, byte[]> body = message.getBody();
            entries.add(new StreamEntry(message.getId(), body == null ? Map.of() : body, 1, 0));
        }
        return entries;
    }

    /**
     * Reads new entries as the holder of a lease, without waiting for entries.
     *
     * @param newest the newest entry that this holder has read; empty if it has read none
     */
    ReadResult readLeased(String consumer, LeaseGuard lease, int count, String newest) throws Exception {
        return await(readLeased(connections.shared(), consumer, lease, count, newest));
    }

    /**
     * Waits for entries after the given id, or for the block time, and then reads as {@link #readLeased(String, LeaseGuard,
     * int, String)}. Both commands go out together, so Redis reads as soon as the wait ends. If the answer is lost, the
     * entries that were read are pending, and the next read says so.
     */
    ReadResult awaitLeased(
            Connections.Link link,
            String last,
            Duration block,
            String consumer,
            LeaseGuard lease,
            int count,
            String newest)
            throws Exception {
        CommandArgs<String, byte[]> arguments = new CommandArgs<>(Connections.CODEC)
                .add("COUNT")
                .add(1)
                .add("BLOCK")
                .add(Math.max(1, block.toMillis()))
                .add("STREAMS")
                .addKey(keys.stream())
                .add(last);
        var unused = link.commands().dispatch(CommandType.XREAD, new VoidOutput<>(Connections.CODEC), arguments);
        return readLeased(link.commands(), consumer, lease, count, newest)
                .get(block.plus(Connections.COMMAND_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<ReadResult> readLeased(
            RedisClusterAsyncCommands<String, byte[]> redis,
            String consumer,
            LeaseGuard lease,
            int count,
            String newest) {
        ScriptArguments arguments = ScriptArguments.of(keys.group(), consumer, lease.token())
                .add(count)
                .add(newest);
        return StreamScript.GROUP_READ
                .list(redis, lease.keys(keys.stream()), arguments)
                .thenApply(GroupReader::readResult);
    }

    private static ReadResult readResult(List<Object> reply) {
        return switch (ScriptReply.number(reply.get(0))) {
            case 1 ->
                new ReadResult(
                        entries(ScriptReply.list(reply.get(1))), "", false, ScriptReply.number(reply.get(2)) == 1);
            case 2 -> ReadResult.nothingAfter(ScriptReply.text(reply.get(1)));
            case 3 -> new ReadResult(List.of(), "", true, false);
            default -> ReadResult.NOTHING;
        };
    }

    private static List<StreamEntry> entries(List<Object> rows) {
        List<StreamEntry> entries = new ArrayList<>(rows.size());
        for (Object row : rows) {
            List<Object> entry = ScriptReply.list(row);
            entries.add(new StreamEntry(ScriptReply.text(entry.get(0)), ScriptReply.fields(entry.get(1)), 1, 0));
        }
        return entries;
    }

    /** The pending entries of this consumer, in order, after the given id ({@code 0-0}: from the beginning). */
    public List<Pending> pending(String consumer, String after, int count) throws Exception {
        XPendingArgs<String> arguments = new XPendingArgs<String>()
                .group(keys.group())
                .consumer(Consumer.from(keys.group(), consumer))
                // Lettuce 6.6 sends an excluding boundary as an including one, so the sign of exclusion is part of the
                // id.
                .range(Range.from(Range.Boundary.including("(" + after), Range.Boundary.unbounded()))
                .limit(Limit.from(count));
        List<PendingMessage> rows = await(connections.shared().xpending(keys.stream(), arguments));
        return rows.stream()
                .map(row -> new Pending(row.getId(), (int) Math.min(Integer.MAX_VALUE, row.getRedeliveryCount())))
                .toList();
    }

    /**
     * Reads pending entries again.
     *
     * @param leased whether this consumer holds a lease of the group: then it takes back what was pending when somebody deleted
     *     the consumer
     */
    Fetched fetch(String consumer, List<String> ids, boolean countDelivery, int retries, boolean leased)
            throws Exception {
        ScriptArguments arguments = ScriptArguments.of(
                        keys.group(), consumer, countDelivery ? "1" : "0", leased ? "1" : "0")
                .addAll(ids);
        List<Object> reply = await(StreamScript.GROUP_FETCH.list(
                connections.shared(), new String[] {keys.stream(), keys.failures()}, arguments));
        List<StreamEntry> entries = new ArrayList<>();
        int gone = 0;
        for (Object row : reply.subList(2, reply.size())) {
            List<Object> entry = ScriptReply.list(row);
            if (entry.size() == 1) {
                gone++;
            } else {
                int failures = ScriptReply.number(entry.get(2));
                int deliveries = ScriptReply.number(entry.get(1)) + failures + retries;
                entries.add(new StreamEntry(
                        ScriptReply.text(entry.get(0)), ScriptReply.fields(entry.get(3)), deliveries, failures));
            }
        }
        return new Fetched(entries, gone, ScriptReply.number(reply.get(0)), ScriptReply.number(reply.get(1)));
    }

    /**
     * Takes over the entries that have been pending with other consumers for longer than {@code idle}.
     *
     * @return how many were taken over, and how many of these no longer exist
     */
    public int[] claim(String consumer, LeaseGuard lease, Duration idle) throws Exception {
        int[] total = {0, 0};
        String cursor = "0-0";
        do {
            ScriptArguments arguments = ScriptArguments.of(keys.group(), consumer, lease.token())
                    .add(idle.toMillis())
                    .add(cursor);
            List<Object> reply =
                    await(StreamScript.GROUP_CLAIM.list(connections.shared(), lease.keys(keys.stream()), arguments));
            cursor = ScriptReply.text(reply.get(0));
            total[0] += ScriptReply.number(reply.get(1));
            total[1] += ScriptReply.number(reply.get(2));
        } while (!cursor.isEmpty() && !cursor.equals("0-0"));
        return total;
    }

    /** Sets how long entries have been idle: with 0 other consumers do not claim them, with more they do. */
    public void hold(String consumer, List<String> ids, Duration idle) throws Exception {
        for (int from = 0; from < ids.size(); from += 500) {
            ScriptArguments arguments = ScriptArguments.of(keys.group(), consumer)
                    .add(idle.toMillis())
                    .addAll(ids.subList(from, Math.min(ids.size(), from + 500)));
            await(StreamScript.GROUP_HOLD.number(connections.shared(), new String[] {keys.stream()}, arguments));
        }
    }

    /**
     * Removes consumers whose name nobody leases; with {@code idleOnly} only those without pending entries.
     *
     * @return how many consumers were removed, and how many entries were taken over
     */
    public int[] sweep(String consumer, boolean idleOnly) throws Exception {
        ScriptArguments arguments = ScriptArguments.of(keys.group(), consumer, keys.names(), idleOnly ? "1" : "0");
        List<Object> reply =
                await(StreamScript.GROUP_SWEEP.list(connections.shared(), new String[] {keys.stream()}, arguments));
        return new int[] {ScriptReply.number(reply.get(0)), ScriptReply.number(reply.get(1))};
    }

    private static <T> T await(Future<T> answer) throws Exception {
        return answer.get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
