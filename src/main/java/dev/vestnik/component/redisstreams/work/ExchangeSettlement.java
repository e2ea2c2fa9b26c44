package dev.vestnik.component.redisstreams.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.component.redisstreams.MdcScope;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.component.redisstreams.client.EntryFields;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Internal to the component. Collects what the route says about the entries of one exchange. */
public final class ExchangeSettlement implements Settlement {
    private final List<String> ids;
    private final ScriptArguments writes = new ScriptArguments();
    private final Map<String, Duration> kept = new HashMap<>();
    private final Map<String, String> dead = new LinkedHashMap<>();
    private final Set<String> foreign = new HashSet<>();
    private int writeCount;
    private Duration due = Duration.ZERO;
    private Duration hold = Duration.ZERO;
    private boolean closed;
    private volatile Map<String, @Nullable String> logContext = Map.of();

    /** Entries that are to be delivered again after a time. */
    public record Later(List<String> ids, Duration after) {}

    public ExchangeSettlement(List<String> ids) {
        this.ids = List.copyOf(ids);
    }

    /** As {@link Settlement#of}. */
    public static ExchangeSettlement of(Exchange exchange) {
        return (ExchangeSettlement) Settlement.of(exchange);
    }

    /** Makes this settlement the one of the exchange and of its splits. */
    void attachTo(Exchange exchange) {
        exchange.setProperty(RedisStreamsConstants.SETTLEMENT, this);
    }

    /** Log lines about this settlement have what the exchange says, see {@link RedisStreamsConstants#LOG_CONTEXT}. */
    @SuppressWarnings("unchecked")
    void logAs(Exchange exchange) {
        logContext = exchange.getProperty(RedisStreamsConstants.LOG_CONTEXT, Map.of(), Map.class);
    }

    /** For log lines about this settlement: what the exchange says is in the MDC meanwhile. */
    public MdcScope logScope() {
        return new MdcScope(logContext);
    }

    @Override
    public void enlist(List<String> command) {
        List<byte[]> words = new ArrayList<>(command.size());
        for (String word : command) {
            words.add(word.getBytes(UTF_8));
        }
        enlistBytes(words);
    }

    @Override
    public void enlistKeyed(String stream, String key, Map<String, String> fields) {
        enlistKeyedBytes(stream, key, EntryFields.ofStrings(fields));
    }

    /** Enlists an XADD of an entry. */
    public void enlistEntry(String stream, List<byte[]> fields) {
        List<byte[]> command = new ArrayList<>(fields.size() + 3);
        for (String word : new String[] {"XADD", stream, "*"}) {
            command.add(word.getBytes(UTF_8));
        }
        command.addAll(fields);
        enlistBytes(command);
    }

    private synchronized void enlistBytes(List<byte[]> command) {
        checkOpen();
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A Redis command has at least one word");
        }
        checkLength("A command", command.size());
        writes.add(command.size()).addBytes(command);
        writeCount++;
    }

    /** As {@link #enlistKeyed}, with field, value, field, value. */
    public synchronized void enlistKeyedBytes(String stream, String key, List<byte[]> fields) {
        checkOpen();
        checkLength("An entry", fields.size());
        writes.add("0", stream, KeyedKeys.check(key)).add(fields.size()).addBytes(fields);
        writeCount++;
    }

    @Override
    public synchronized void keep(Collection<String> some, Duration after) {
        checkOpen();
        checkMine(some);
        some.forEach(id -> kept.put(id, notNegative(after)));
    }

    @Override
    public synchronized void dead(Collection<String> some, String reason) {
        checkOpen();
        checkMine(some);
        some.forEach(id -> dead.put(id, reason));
    }

    @Override
    public synchronized void foreign(Collection<String> some, String reason) {
        dead(some, reason);
        foreign.addAll(some);
    }

    @Override
    public synchronized void dueIn(Duration time) {
        checkOpen();
        due = notNegative(time);
    }

    @Override
    public synchronized void holdAll(Duration time) {
        checkOpen();
        hold = notNegative(time);
    }

    @Override
    public List<String> ids() {
        return ids;
    }

    /** Ends the collection: later calls would never be written, so they fail. */
    synchronized void close() {
        closed = true;
    }

    /** The enlisted writes as enlisted.lua reads them: their number, then each write. */
    public synchronized ScriptArguments writes() {
        return new ScriptArguments().add(writeCount).append(writes);
    }

    /** The same settlement without its writes: what it declared as done becomes dead letters, what it keeps stays. */
    public synchronized ExchangeSettlement withoutWrites(String reason) {
        ExchangeSettlement rest = new ExchangeSettlement(ids);
        rest.kept.putAll(kept);
        done().forEach(id -> rest.dead.put(id, reason));
        rest.dead.putAll(dead);
        rest.foreign.addAll(foreign);
        rest.due = due;
        rest.hold = hold;
        rest.logContext = logContext;
        rest.closed = true;
        return rest;
    }

    /** The entries that are kept and not dead, in order; neighbours with the same pause together. */
    public synchronized List<Later> kept() {
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

    /** The entries that are neither kept nor dead, in order. */
    public synchronized List<String> done() {
        List<String> done = new ArrayList<>(ids.size());
        for (String id : ids) {
            if (!kept.containsKey(id) && !dead.containsKey(id)) {
                done.add(id);
            }
        }
        return done;
    }

    /** The entries for the dead letters, with the reason. */
    public synchronized Map<String, String> dead() {
        return new LinkedHashMap<>(dead);
    }

    /** The dead entries that this component has not written. */
    public synchronized Set<String> foreign() {
        return Set.copyOf(foreign);
    }

    /** When the key is due again: not before its first entry. */
    public synchronized Duration due() {
        List<Later> left = kept();
        return left.isEmpty() ? due : left.get(0).after();
    }

    /** How long no consumer takes any key. */
    public synchronized Duration hold() {
        return hold;
    }

    private static Duration notNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static void checkLength(String what, int words) {
        if (words > MOST_WORDS) {
            throw new IllegalArgumentException(what + " of " + words + " words cannot be enlisted, right is at most "
                    + MOST_WORDS + "; use several");
        }
    }

    private void checkMine(Collection<String> some) {
        if (!ids.containsAll(some)) {
            throw new IllegalArgumentException(
                    "Not all of " + some + " are entries of this exchange, which has " + ids);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The exchange of this settlement has ended; enlist before that");
        }
    }
}
