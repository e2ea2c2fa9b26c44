package dev.vestnik.component.redisstreams;

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

/** The reads of a group, each of them once. Blocking ones have a connection of their own, which the caller gives. */
final class GroupReader {
    private final Connections connections;
    private final GroupStream keys;

    /**
     * A row of the pending entries of a consumer.
     *
     * @param deliveries how often it was delivered, as Redis counts
     */
    record Pending(String id, int deliveries) {}

    /**
     * What was read again.
     *
     * @param gone how many of the ids were pending but no longer exist
     */
    record Fetched(List<Entry> entries, int gone) {}

    /**
     * What was new.
     *
     * @param last the id read last where there is nothing new, else empty
     * @param pending whether nothing was read as something is pending with the reader
     */
    record News(List<Entry> entries, String last, boolean pending) {
        static final News NONE = none("");

        static News none(String last) {
            return new News(List.of(), last, false);
        }
    }

    GroupReader(Connections connections, GroupStream keys) {
        this.connections = connections;
        this.keys = keys;
    }

    /** Makes the group, from the beginning of the stream, and the stream, unless they exist. */
    void createGroup() throws Exception {
        try {
            await(connections
                    .shared()
                    .xgroupCreate(
                            XReadArgs.StreamOffset.from(keys.stream(), "0"),
                            keys.group(),
                            XGroupCreateArgs.Builder.mkstream()));
        } catch (ExecutionException e) {
            if (!String.valueOf(e.getMessage()).contains("BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Reads new entries; waits for them where there is none. */
    List<Entry> read(Connections.Link link, String consumer, int count, Duration block) throws Exception {
        XReadArgs arguments =
                XReadArgs.Builder.block(Math.max(1, block.toMillis())).count(count);
        List<StreamMessage<String, byte[]>> messages = link.commands()
                .xreadgroup(
                        Consumer.from(keys.group(), consumer),
                        arguments,
                        XReadArgs.StreamOffset.lastConsumed(keys.stream()))
                .get(block.plus(Connections.COMMAND_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        List<Entry> entries = new ArrayList<>();
        for (StreamMessage<String, byte[]> message : messages) {
            Map<String, byte[]> body = message.getBody();
            entries.add(new Entry(message.getId(), body == null ? Map.of() : body, 1, 0));
        }
        return entries;
    }

    /** Reads new entries as the holder of a lease, without waiting for any. */
    News readExclusively(String consumer, Exclusive right, int count) throws Exception {
        return await(readExclusively(connections.shared(), consumer, right, count));
    }

    private CompletableFuture<News> readExclusively(
            RedisClusterAsyncCommands<String, byte[]> redis, String consumer, Exclusive right, int count) {
        Args arguments = Args.of(keys.group(), consumer, right.token()).add(count);
        return Script.GROUP_READ
                .list(redis, right.keys(keys.stream()), arguments)
                .thenApply(GroupReader::news);
    }

    private static News news(List<Object> reply) {
        return switch (Reply.number(reply.get(0))) {
            case 1 -> new News(entries(Reply.list(reply.get(1))), "", false);
            case 2 -> News.none(Reply.text(reply.get(1)));
            case 3 -> new News(List.of(), "", true);
            default -> News.NONE;
        };
    }

    private static List<Entry> entries(List<Object> rows) {
        List<Entry> entries = new ArrayList<>(rows.size());
        for (Object row : rows) {
            List<Object> entry = Reply.list(row);
            entries.add(new Entry(Reply.text(entry.get(0)), Reply.fields(entry.get(1)), 1, 0));
        }
        return entries;
    }

    /**
     * Waits for entries after the given id, or for the block time, and then reads as {@link #readExclusively}: Redis does that
     * as soon as the wait ends.
     */
    CompletableFuture<News> awaitExclusively(
            Connections.Link link, String last, Duration block, String consumer, Exclusive right, int count) {
        CommandArgs<String, byte[]> arguments = new CommandArgs<>(Connections.CODEC)
                .add("COUNT")
                .add(1)
                .add("BLOCK")
                .add(Math.max(1, block.toMillis()))
                .add("STREAMS")
                .addKey(keys.stream())
                .add(last);
        var unused = link.commands().dispatch(CommandType.XREAD, new VoidOutput<>(Connections.CODEC), arguments);
        return readExclusively(link.commands(), consumer, right, count);
    }

    /** What is pending with this consumer, in order, after the given id ({@code 0-0}: from the beginning). */
    List<Pending> pending(String consumer, String after, int count) throws Exception {
        XPendingArgs<String> arguments = new XPendingArgs<String>()
                .group(keys.group())
                .consumer(Consumer.from(keys.group(), consumer))
                // Lettuce 6.6 sends an excluding boundary as if it were including, so the sign of exclusion is our own.
                .range(Range.from(Range.Boundary.including("(" + after), Range.Boundary.unbounded()))
                .limit(Limit.from(count));
        List<PendingMessage> rows = await(connections.shared().xpending(keys.stream(), arguments));
        return rows.stream()
                .map(row -> new Pending(row.getId(), (int) Math.min(Integer.MAX_VALUE, row.getRedeliveryCount())))
                .toList();
    }

    /** Reads pending entries again. */
    Fetched fetch(String consumer, List<String> ids, boolean countDelivery, int agains) throws Exception {
        Args arguments =
                Args.of(keys.group(), consumer, countDelivery ? "1" : "0").addAll(ids);
        List<Entry> entries = new ArrayList<>();
        int gone = 0;
        for (Object row : await(Script.GROUP_FETCH.list(
                connections.shared(), new String[] {keys.stream(), keys.failures()}, arguments))) {
            List<Object> entry = Reply.list(row);
            if (entry.size() == 1) {
                gone++;
            } else {
                int failures = Reply.number(entry.get(2));
                int deliveries = Reply.number(entry.get(1)) + failures + agains;
                entries.add(new Entry(Reply.text(entry.get(0)), Reply.fields(entry.get(3)), deliveries, failures));
            }
        }
        return new Fetched(entries, gone);
    }

    /**
     * Takes over what others have had pending for longer than {@code idle}.
     *
     * @return how many were taken over, and how many of these no longer exist
     */
    int[] claim(String consumer, Exclusive right, Duration idle) throws Exception {
        int[] total = {0, 0};
        String cursor = "0-0";
        do {
            Args arguments = Args.of(keys.group(), consumer, right.token())
                    .add(idle.toMillis())
                    .add(cursor);
            List<Object> reply =
                    await(Script.GROUP_CLAIM.list(connections.shared(), right.keys(keys.stream()), arguments));
            cursor = Reply.text(reply.get(0));
            total[0] += Reply.number(reply.get(1));
            total[1] += Reply.number(reply.get(2));
        } while (!cursor.isEmpty() && !cursor.equals("0-0"));
        return total;
    }

    /** Sets how long entries have been idle: 0 keeps others from claiming them, more invites others to. */
    void hold(String consumer, List<String> ids, Duration idle) throws Exception {
        for (int from = 0; from < ids.size(); from += 500) {
            Args arguments = Args.of(keys.group(), consumer)
                    .add(idle.toMillis())
                    .addAll(ids.subList(from, Math.min(ids.size(), from + 500)));
            await(Script.GROUP_HOLD.number(connections.shared(), new String[] {keys.stream()}, arguments));
        }
    }

    /** Removes consumers whose name nobody leases; with {@code idleOnly} those without pending entries. */
    int[] sweep(String consumer, boolean idleOnly) throws Exception {
        Args arguments = Args.of(keys.group(), consumer, keys.names(), idleOnly ? "1" : "0");
        List<Object> reply =
                await(Script.GROUP_SWEEP.list(connections.shared(), new String[] {keys.stream()}, arguments));
        return new int[] {Reply.number(reply.get(0)), Reply.number(reply.get(1))};
    }

    private static <T> T await(Future<T> answer) throws Exception {
        return answer.get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
