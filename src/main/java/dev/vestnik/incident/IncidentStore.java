package dev.vestnik.incident;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.directory.Person;
import dev.vestnik.store.Keys;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads incidents from Redis and closes abandoned ones; events change incidents through an {@link IncidentBatch}. */
public final class IncidentStore {
    private static final int PAGE = 500;
    private static final LuaScript CLOSE_UNTOUCHED = LuaScript.load("/lua", "incident_close_untouched");

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Duration closedRetention;
    private final Clock clock;

    /** @param closedRetention how long a closed incident is kept */
    public IncidentStore(RedisClusterCommands<String, String> redis, Keys keys, Duration closedRetention, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.closedRetention = closedRetention;
        this.clock = clock;
    }

    /** The last incident of this key, open or closed, with its holders. */
    public Optional<Incident> find(String key) {
        return Optional.ofNullable(redis.get(keys.incident(key)))
                .map(json -> IncidentJson.read(json, holders(redis.smembers(keys.holders(key)))));
    }

    /** The incident with this number, open or closed, with its holders; empty: it is not kept any more. */
    public Optional<Incident> byNumber(long number) {
        return Optional.ofNullable(redis.get(keys.incidentOfNumber(number)))
                .flatMap(this::find)
                .filter(incident -> incident.number() == number);
    }

    /** The last incidents of these keys, open or closed, without their holders; a key without one is left out. */
    public List<Incident> last(Collection<String> incidentKeys) {
        List<Incident> found = new ArrayList<>();
        List<String> all = List.copyOf(incidentKeys);
        for (int from = 0; from < all.size(); from += PAGE) {
            found.addAll(stored(all.subList(from, Math.min(from + PAGE, all.size()))));
        }
        return found;
    }

    /**
     * The open incidents that this person is responsible for, the last updated first, without their holders. Administrators
     * are responsible for those of an unknown area. Private ones are only for the people they are addressed to.
     *
     * @param max the largest number; older ones are left out
     */
    public List<Incident> openFor(Person person, int max) {
        return open(incident -> incident.concerns(person), max);
    }

    /**
     * The open incidents for which this holds, the last updated first, without their holders.
     *
     * @param max the largest number; older ones are left out
     */
    public List<Incident> open(Predicate<Incident> which, int max) {
        List<Incident> found = new ArrayList<>();
        for (long offset = 0; found.size() < max; offset += PAGE) {
            List<String> page = redis.zrevrange(keys.openIncidents(), offset, offset + PAGE - 1);
            if (page.isEmpty()) {
                break;
            }
            load(page).stream().filter(which).limit(max - found.size()).forEach(found::add);
        }
        return found;
    }

    /**
     * The numbers of open incidents by area, without those of an unknown area and private ones.
     *
     * @param statuses the names of the statuses that count
     */
    public Map<String, Long> openByArea(Set<String> statuses) {
        Map<String, Long> counts = new HashMap<>();
        for (long offset = 0; ; offset += PAGE) {
            List<String> page = redis.zrevrange(keys.openIncidents(), offset, offset + PAGE - 1);
            if (page.isEmpty()) {
                return counts;
            }
            for (Incident incident : load(page)) {
                if (incident.area() != null && !incident.isPrivate() && statuses.contains(incident.status())) {
                    counts.merge(incident.area(), 1L, Long::sum);
                }
            }
        }
    }

    /** The references of the events that have reached nobody. */
    public Set<String> missedEvents() {
        return Set.copyOf(redis.hkeys(keys.missed()));
    }

    /** Adds this chat to the holders of the incidents of these keys. */
    public void addHolder(long chat, Collection<String> incidentKeys) {
        incidentKeys.forEach(key -> redis.sadd(keys.holders(key), Long.toString(chat)));
    }

    /**
     * Closes the open incidents without an event for {@code untouched}, without a notification.
     *
     * @return their keys
     */
    public List<String> closeUntouched(Duration untouched) {
        Instant now = clock.instant();
        long since = now.minus(untouched).toEpochMilli();
        List<String> closed = new ArrayList<>();
        while (true) {
            List<String> page =
                    redis.zrangebyscore(keys.openIncidents(), Range.create(0L, since), Limit.create(0, PAGE));
            for (String key : page) {
                if (closeUntouched(key, since, now)) {
                    closed.add(key);
                }
            }
            if (page.size() < PAGE) {
                return closed;
            }
        }
    }

    private boolean closeUntouched(String key, long since, Instant now) {
        List<String> names = new ArrayList<>(List.of(
                keys.openIncidents(), keys.incident(key), keys.escalations(), keys.outdatedCards(), keys.holders(key)));
        find(key)
                .filter(incident -> incident.number() > 0)
                .ifPresent(incident -> names.addAll(List.of(
                        keys.incidentOfNumber(incident.number()),
                        keys.owner(key),
                        keys.history(key),
                        keys.cards(key))));
        List<String> arguments = List.of(
                key,
                Long.toString(since),
                now.toString(),
                Long.toString(closedRetention.toMillis()),
                Long.toString(now.toEpochMilli()));
        return CLOSE_UNTOUCHED.number(redis, names, arguments) == 1;
    }

    /** Reads the JSON of an incident and the members of its set of holders. */
    public static Incident read(String json, Collection<String> holders) {
        return IncidentJson.read(json, holders(holders));
    }

    private List<Incident> load(List<String> page) {
        return stored(page).stream().filter(Incident::open).toList();
    }

    private List<Incident> stored(List<String> page) {
        String[] names = page.stream().map(keys::incident).toArray(String[]::new);
        return redis.mget(names).stream()
                .filter(KeyValue::hasValue)
                .map(found -> IncidentJson.read(found.getValue(), Set.of()))
                .toList();
    }

    private static Set<Long> holders(Collection<String> chats) {
        return chats.stream().map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
