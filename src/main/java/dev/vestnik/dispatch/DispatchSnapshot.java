package dev.vestnik.dispatch;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.dispatch.ParsedEntry.Closing;
import dev.vestnik.dispatch.ParsedEntry.Escalating;
import dev.vestnik.dispatch.ParsedEntry.Missed;
import dev.vestnik.dispatch.ParsedEntry.Redispatched;
import dev.vestnik.dispatch.ParsedEntry.Reminding;
import dev.vestnik.dispatch.ParsedEntry.Silencing;
import dev.vestnik.dispatch.ParsedEntry.Valid;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.MissedEvent;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
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
        /**
         * One reply for each name, in their order: the text of a STRING or null, the members of each SET, the values of each
         * HASH.
         */
        List<Object> read(List<String> strings, List<String> sets, List<String> hashes);

        /** The values of a HASH. */
        List<String> values(String hash);

        /** The members of a ZSET, in their order. */
        List<String> sorted(String name);

        static State of(RedisClusterCommands<String, String> redis) {
            return new State() {
                @Override
                public List<Object> read(List<String> strings, List<String> sets, List<String> hashes) {
                    List<String> names = new ArrayList<>(strings);
                    names.addAll(sets);
                    int first = names.size();
                    names.addAll(hashes);
                    return READ.list(redis, names, List.of(Integer.toString(strings.size()), Integer.toString(first)));
                }

                @Override
                public List<String> values(String hash) {
                    return redis.hvals(hash);
                }

                @Override
                public List<String> sorted(String name) {
                    return redis.zrange(name, 0, -1);
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
            snapshot.load(redis, redispatchedKeys, Set.of(), Set.of());
            snapshot.addIncidentKeys(redispatchedKeys);
        }
        if (batch.stream().anyMatch(Missed.class::isInstance)) {
            snapshot.loadMissed(redis);
        }
        List<SilenceRequest> silencing = batch.stream()
                .filter(Silencing.class::isInstance)
                .map(entry -> ((Silencing) entry).source().request())
                .toList();
        snapshot.loadSilenced(redis, silencing);
        Set<String> strings =
                new LinkedHashSet<>(List.of(keys.usersVersion(), keys.directoryVersion(), keys.lastIncidentNumber()));
        Set<String> holders = new LinkedHashSet<>();
        for (ParsedEntry entry : batch) {
            if (entry instanceof Valid valid) {
                snapshot.request(valid, strings, holders);
            } else if (entry instanceof Closing closing) {
                snapshot.incidentKeys.add(closing.source().request().opening().key());
            } else if (entry instanceof Escalating escalating) {
                String key = escalating.source().request().opening().key();
                snapshot.incidentKeys.add(key);
                strings.add(keys.owner(key));
            } else if (entry instanceof Reminding reminding) {
                String key = reminding.source().request().opening().key();
                snapshot.incidentKeys.add(key);
                strings.addAll(List.of(keys.owner(key), keys.ownerReport(key), keys.ownerAsked(key)));
            }
        }
        for (SilenceRequest request : silencing) {
            strings.add(keys.silencedEvents(request.id()));
            snapshot.incidentKeys.forEach(key -> strings.add(keys.owner(key)));
        }
        snapshot.incidentKeys.forEach(key -> strings.add(keys.incident(key)));
        snapshot.load(redis, strings, holders, Set.of(keys.silences()));
        if (!silencing.isEmpty()) {
            Set<String> events = new LinkedHashSet<>();
            snapshot.incidents().forEach(incident -> events.add(keys.event(incident.event())));
            snapshot.load(redis, events, Set.of(), Set.of());
        }
        return snapshot;
    }

    /** What a silence that ends has silenced; for one that has begun, all open incidents. */
    private void loadSilenced(State redis, List<SilenceRequest> silencing) {
        Set<String> ending = new LinkedHashSet<>();
        silencing.stream()
                .filter(SilenceRequest::ends)
                .forEach(request -> ending.add(keys.silencedIncidents(request.id())));
        load(redis, Set.of(), ending, Set.of());
        ending.forEach(name -> incidentKeys.addAll(sets.getOrDefault(name, List.of())));
        if (ending.size() < silencing.size()) {
            incidentKeys.addAll(redis.sorted(keys.openIncidents()));
        }
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

    private void load(State redis, Set<String> strings, Set<String> members, Set<String> hashes) {
        List<String> texted = new ArrayList<>(strings);
        texted.removeAll(texts.keySet());
        List<String> wanted = new ArrayList<>(texted);
        wanted.addAll(members);
        wanted.addAll(hashes);
        if (wanted.isEmpty()) {
            return;
        }
        List<Object> replies = redis.read(texted, List.copyOf(members), List.copyOf(hashes));
        for (int i = 0; i < wanted.size(); i++) {
            Object reply = replies.get(i);
            if (reply instanceof List<?> list) {
                sets.put(wanted.get(i), list.stream().map(Object::toString).toList());
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

    /** Who owns the incident of this key; read only for a batch that escalates it, or has a request about a silence. */
    Optional<Owner> owner(String key) {
        return Optional.ofNullable(texts.get(keys.owner(key))).map(json -> RedisJson.read(json, Owner.class));
    }

    /** The silences that have not ended. */
    List<Silence> silences() {
        return sets.getOrDefault(keys.silences(), List.of()).stream()
                .map(SilenceStore::read)
                .toList();
    }

    /** The keys of the incidents that this silence has silenced; read only for a batch that ends it. */
    List<String> silencedIncidents(String silence) {
        return sets.getOrDefault(keys.silencedIncidents(silence), List.of());
    }

    /** How many events this silence has silenced before the batch; read only for a batch that ends it. */
    long silencedEvents(String silence) {
        return Long.parseLong(texts.getOrDefault(keys.silencedEvents(silence), "0"));
    }

    /** Whether this owner has reported nothing since, and was not asked about it; read only for a batch that asks. */
    boolean isSilent(OwnerReminder request) {
        String report = Long.toString(request.report());
        String key = request.opening().key();
        return owner(key).filter(owner -> owner.chat() == request.chat()).isPresent()
                && report.equals(texts.get(keys.ownerReport(key)))
                && !report.equals(texts.get(keys.ownerAsked(key)));
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
