package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * What is to be done in Redis when an exchange of a {@code redis-streams:} consumer succeeds. One script checks that the
 * consumer still owns the entries, does the enlisted writes in their order, and acknowledges the entries last. If the
 * exchange fails, or the entries have another owner by then, nothing of it is written.
 *
 * <p>It travels as an exchange property, so splits share it; all methods may be called from any thread, until the exchange
 * of the consumer has ended. Keys are full Redis keys, key prefix included.
 */
public final class Settlement {
    /** As many words as an enlisted command may have: the stack of Redis' Lua takes 8,000 at a time. */
    static final int MOST_WORDS = 7000;

    private final List<String> ids;
    private final Args writes = new Args();
    private final Map<String, Duration> kept = new HashMap<>();
    private final Map<String, String> dead = new LinkedHashMap<>();
    private final Set<String> streams = new LinkedHashSet<>();
    private int count;
    private Duration due = Duration.ZERO;
    private Duration hold = Duration.ZERO;
    private boolean closed;

    /** Entries that are to be delivered again after a time. */
    record Later(List<String> ids, Duration after) {}

    Settlement(List<String> ids) {
        this.ids = List.copyOf(ids);
    }

    /**
     * The settlement of the consumer's exchange that this one is, or stems from.
     *
     * @throws IllegalStateException if it stems from none
     */
    public static Settlement of(Exchange exchange) {
        Settlement settlement = exchange.getProperty(RedisStreamsConstants.SETTLEMENT, Settlement.class);
        if (settlement == null) {
            throw new IllegalStateException("The exchange " + exchange.getExchangeId()
                    + " has no settlement: it does not come" + " from a redis-streams consumer");
        }
        return settlement;
    }

    /**
     * Enlists a Redis write: the command and its arguments, at most 7,000 words. Where Redis refuses one of several writes,
     * those before it have been done, since Lua takes nothing back; the exchange has failed then, and they are done again
     * with the next try. So enlist only what cannot be refused, or may be done twice.
     */
    public void enlist(String... command) {
        enlist(List.of(command));
    }

    /** Enlists a Redis write: the command and its arguments. */
    public void enlist(List<String> command) {
        List<byte[]> words = new ArrayList<>(command.size());
        for (String word : command) {
            words.add(word.getBytes(UTF_8));
        }
        enlistBytes(words);
    }

    /** Enlists an entry of a keyed stream. */
    public void enlistKeyed(String stream, String key, Map<String, String> fields) {
        enlistKeyedBytes(stream, key, Fields.ofStrings(fields));
    }

    synchronized void enlistBytes(List<byte[]> command) {
        checkOpen();
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A Redis command has at least one word");
        }
        checkLength("A command", command.size());
        writes.add(command.size()).addBytes(command);
        count++;
    }

    synchronized void enlistKeyedBytes(String stream, String key, List<byte[]> fields) {
        checkOpen();
        checkLength("An entry", fields.size());
        writes.add("0", stream, KeyedStream.check(key)).add(fields.size()).addBytes(fields);
        streams.add(stream);
        count++;
    }

    /** Leaves these entries of the batch as they are, for the next exchange; see {@link #dueIn}. */
    public void keep(Collection<String> some) {
        keep(some, Duration.ZERO);
    }

    /**
     * Leaves these entries of the batch as they are, for another exchange after this time; no failure is counted. Keyed, or
     * with a lease: what is kept after them waits for them, and keyed it comes with them.
     */
    public synchronized void keep(Collection<String> some, Duration after) {
        checkOpen();
        checkMine(some);
        some.forEach(id -> kept.put(id, after.isNegative() ? Duration.ZERO : after));
    }

    /** Moves these entries of the batch to the dead letters, while the others are done. */
    public synchronized void dead(Collection<String> some, String reason) {
        checkOpen();
        checkMine(some);
        some.forEach(id -> dead.put(id, reason));
    }

    /** Keyed: the key is not due before this time is over. Group: what is kept is not delivered before. */
    public synchronized void dueIn(Duration time) {
        checkOpen();
        due = time.isNegative() ? Duration.ZERO : time;
    }

    /**
     * Keyed: no consumer takes any key before this time is over, however the exchange ends. For a target that wants silence
     * from everyone; what is under way goes on.
     */
    public synchronized void holdAll(Duration time) {
        checkOpen();
        hold = time.isNegative() ? Duration.ZERO : time;
    }

    /** The ids of the entries of the exchange, in order. */
    public List<String> ids() {
        return ids;
    }

    /** From here on nothing can be added; what is added after the end would never be written. */
    synchronized void close() {
        closed = true;
    }

    /** The keyed streams that entries are enlisted for. */
    synchronized Set<String> streams() {
        return Set.copyOf(streams);
    }

    synchronized Args writes() {
        return new Args().add(count).append(writes);
    }

    /** What is kept and not dead, in order; neighbours of the same time together. */
    synchronized List<Later> kept() {
        List<Later> all = new ArrayList<>();
        for (String id : ids) {
            Duration wanted = kept.get(id);
            if (wanted == null || dead.containsKey(id)) {
                continue;
            }
            Duration after = wanted.compareTo(due) < 0 ? due : wanted;
            Later last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last == null || !last.after().equals(after)) {
                last = new Later(new ArrayList<>(), after);
                all.add(last);
            }
            last.ids().add(id);
        }
        return all;
    }

    /** What is neither kept nor dead, in order. */
    synchronized List<String> done() {
        List<String> done = new ArrayList<>(ids.size());
        for (String id : ids) {
            if (!kept.containsKey(id) && !dead.containsKey(id)) {
                done.add(id);
            }
        }
        return done;
    }

    synchronized Map<String, String> dead() {
        return new LinkedHashMap<>(dead);
    }

    /** When the key is due again: not before its first entry. */
    synchronized Duration due() {
        List<Later> left = kept();
        return left.isEmpty() ? due : left.get(0).after();
    }

    synchronized Duration hold() {
        return hold;
    }

    private static void checkLength(String what, int words) {
        if (words > MOST_WORDS) {
            throw new IllegalArgumentException(what + " of " + words + " words cannot be enlisted, right is at most "
                    + MOST_WORDS + "; use several");
        }
    }

    private void checkMine(Collection<String> some) {
        if (!ids.containsAll(some)) {
            throw new IllegalArgumentException("Not all of " + some + " are entries of this exchange, which has "
                    + Arrays.toString(ids.toArray()));
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The exchange of this settlement has ended; enlist before that");
        }
    }

    static List<byte[]> append(String stream, List<byte[]> fields) {
        List<byte[]> command = new ArrayList<>();
        for (String word : new String[] {"XADD", stream, "*"}) {
            command.add(word.getBytes(UTF_8));
        }
        command.addAll(fields);
        return command;
    }
}
