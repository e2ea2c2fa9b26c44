package dev.vestnik.dispatch;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.dispatch.ParsedEntry.Closing;
import dev.vestnik.dispatch.ParsedEntry.Escalating;
import dev.vestnik.dispatch.ParsedEntry.Missed;
import dev.vestnik.dispatch.ParsedEntry.Redispatched;
import dev.vestnik.dispatch.ParsedEntry.Reminding;
import dev.vestnik.dispatch.ParsedEntry.Valid;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.MissedEvent;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.StreamId;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state in Redis that one batch needs, read with one script; with more where an event is dispatched again. */
final class DispatchSnapshot {
    private static final LuaScript READ = LuaScript.load("/lua", "dispatch_read");

    private final Keys keys;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, List<String>> sets = new HashMap<>();
    private final Set<String> incidentKeys = new LinkedHashSet<>();
    private final List<MissedEvent> missed = new ArrayList<>();

    private DispatchSnapshot(Keys keys) {
        this.keys = keys;
    }

    /** What a snapshot reads from. */
    interface State {
        /** One reply for each name, in their order: the text of a STRING or null, then the members of each SET. */
        List<Object> read(List<String> strings, List<String> sets);

        /** The values of a HASH. */
        List<String> values(String hash);

        static State of(RedisClusterCommands<String, String> redis) {
            return new State() {
                @Override
                public List<Object> read(List<String> strings, List<String> sets) {
                    List<String> names = new ArrayList<>(strings);
                    names.addAll(sets);
                    return READ.list(redis, names, List.of(Integer.toString(strings.size())));
                }

                @Override
                public List<String> values(String hash) {
                    return redis.hvals(hash);
                }
            };
        }
    }

    static DispatchSnapshot read(State redis, Keys keys, List<ParsedEntry> batch) {
        DispatchSnapshot snapshot = new DispatchSnapshot(keys);
        Set<String> redispatchedKeys = new LinkedHashSet<>();
        for (ParsedEntry entry : batch) {
            if (entry instanceof Redispatched redispatched) {
                redispatchedKeys.add(keys.event(redispatched.source().event()));
            }
        }
        if (!redispatchedKeys.isEmpty()) {
            snapshot.load(redis, redispatchedKeys, Set.of());
            snapshot.addIncidentKeys(redispatchedKeys);
        }
        if (batch.stream().anyMatch(Missed.class::isInstance)) {
            snapshot.loadMissed(redis);
        }
        Set<String> strings =
                new LinkedHashSet<>(List.of(keys.usersVersion(), keys.directoryVersion(), keys.lastIncidentNumber()));
        Set<String> holders = new LinkedHashSet<>();
        for (ParsedEntry entry : batch) {
            if (entry instanceof Valid valid) {
                snapshot.request(valid, strings, holders);
            } else if (entry instanceof Closing closing) {
                snapshot.incidentKeys.add(closing.source().request().key());
            } else if (entry instanceof Escalating escalating) {
                String key = escalating.source().request().key();
                snapshot.incidentKeys.add(key);
                strings.add(keys.owner(key));
            } else if (entry instanceof Reminding reminding) {
                String key = reminding.source().request().key();
                snapshot.incidentKeys.add(key);
                strings.addAll(List.of(keys.owner(key), keys.ownerReport(key), keys.ownerAsked(key)));
            }
        }
        snapshot.incidentKeys.forEach(key -> strings.add(keys.incident(key)));
        snapshot.load(redis, strings, holders);
        return snapshot;
    }

    private void addIncidentKeys(Set<String> redispatchedKeys) {
        redispatchedKeys.stream()
                .map(texts::get)
                .filter(Objects::nonNull)
                .map(json -> EventJson.read(json).key())
                .filter(Objects::nonNull)
                .forEach(incidentKeys::add);
    }

    private void loadMissed(State redis) {
        redis.values(keys.missed()).stream()
                .map(MissedEvent::read)
                .sorted(Comparator.comparing(event -> StreamId.of(event.ref())))
                .forEach(missed::add);
        missed.stream().map(MissedEvent::key).filter(Objects::nonNull).forEach(incidentKeys::add);
    }

    private void request(Valid valid, Set<String> strings, Set<String> holders) {
        String id = valid.event().id();
        if (id != null) {
            strings.add(keys.seen(id, valid.status().name()));
        }
        String key = valid.key();
        if (key != null) {
            incidentKeys.add(key);
            if (valid.status().closes()) {
                holders.add(keys.holders(key));
            }
        }
    }

    private void load(State redis, Set<String> strings, Set<String> holders) {
        List<String> texted = new ArrayList<>(strings);
        texted.removeAll(texts.keySet());
        List<String> wanted = new ArrayList<>(texted);
        wanted.addAll(holders);
        if (wanted.isEmpty()) {
            return;
        }
        List<Object> replies = redis.read(texted, List.copyOf(holders));
        for (int i = 0; i < wanted.size(); i++) {
            Object reply = replies.get(i);
            if (reply instanceof List<?> members) {
                sets.put(wanted.get(i), members.stream().map(Object::toString).toList());
            } else if (reply != null) {
                texts.put(wanted.get(i), reply.toString());
            }
        }
    }

    @Nullable
    String usersVersion() {
        return texts.get(keys.usersVersion());
    }

    @Nullable
    String directoryVersion() {
        return texts.get(keys.directoryVersion());
    }

    /**
     * The number of the incident that was opened last; 0: none was.
     *
     * @throws IllegalStateException if Redis holds something else, since a number must not be given twice
     */
    long lastIncidentNumber() {
        String number = texts.getOrDefault(keys.lastIncidentNumber(), "0");
        if (!number.matches("[0-9]{1,18}")) {
            throw new IllegalStateException(keys.lastIncidentNumber() + " is no number");
        }
        return Long.parseLong(number);
    }

    /** Whether somebody owns the incident of this key; read only for a batch that escalates it. */
    boolean isOwned(String key) {
        return texts.containsKey(keys.owner(key));
    }

    /** Whether this owner has reported nothing since, and was not asked about it; read only for a batch that asks. */
    boolean isSilent(OwnerReminder request) {
        String owner = texts.get(keys.owner(request.key()));
        String report = Long.toString(request.report());
        return owner != null
                && RedisJson.read(owner, Owner.class).chat() == request.chat()
                && report.equals(texts.get(keys.ownerReport(request.key())))
                && !report.equals(texts.get(keys.ownerAsked(request.key())));
    }

    /** The reference of the event that was dispatched with this mark; null: none. */
    @Nullable
    String seen(String seenKey) {
        return texts.get(seenKey);
    }

    /** The events that have reached nobody, oldest first; read only for a batch that sends them. */
    List<MissedEvent> missed() {
        return List.copyOf(missed);
    }

    /** An event that was dispatched before; empty: it has expired. */
    Optional<Event> event(String ref) {
        return Optional.ofNullable(texts.get(keys.event(ref))).map(EventJson::read);
    }

    /** The incidents of all keys of the batch; with their holders where the batch may close them. */
    List<Incident> incidents() {
        List<Incident> incidents = new ArrayList<>();
        for (String key : incidentKeys) {
            String json = texts.get(keys.incident(key));
            if (json != null) {
                incidents.add(IncidentStore.read(json, sets.getOrDefault(keys.holders(key), List.of())));
            }
        }
        return incidents;
    }
}
