package dev.vestnik.incident.card;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Owner;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The storms in Redis. */
public final class StormStore implements Storms {
    private static final LuaScript BEGIN = LuaScript.load("/lua", "storm_begin");

    /** The field of a storm that is its card; all others are keys of incidents, which are not empty. */
    private static final String CARD = "";

    private static final int PAGE = 500;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Duration retention;

    /** @param retention how long a storm is kept after its last message */
    public StormStore(RedisClusterCommands<String, String> redis, Keys keys, Duration retention) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
    }

    @Override
    public Optional<Storm> read(long chat) {
        Map<String, String> fields = redis.hgetall(keys.storm(chat));
        String card = fields.remove(CARD);
        return card == null
                ? Optional.empty()
                : Optional.of(new Storm(
                        RedisJson.read(card, StormCard.class),
                        fields.values().stream()
                                .map(json -> RedisJson.read(json, FoldedIncident.class))
                                .sorted(Comparator.comparingLong(FoldedIncident::number))
                                .toList()));
    }

    @Override
    public void begin(long chat, Collection<String> incidentKeys) {
        List<String> names = new ArrayList<>();
        incidentKeys.forEach(key -> {
            names.add(keys.incident(key));
            names.add(keys.cards(key));
        });
        if (!names.isEmpty()) {
            BEGIN.number(redis, names, List.of(CardStore.stormField(chat)));
        }
    }

    @Override
    public Map<String, Present> present(Collection<String> incidentKeys) {
        Map<String, Present> present = new HashMap<>();
        List<String> all = List.copyOf(incidentKeys);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> page = all.subList(from, Math.min(all.size(), from + PAGE));
            List<String> names = new ArrayList<>();
            page.forEach(key -> names.add(keys.incident(key)));
            page.forEach(key -> names.add(keys.owner(key)));
            List<KeyValue<String, String>> values = redis.mget(names.toArray(String[]::new));
            for (int i = 0; i < page.size(); i++) {
                KeyValue<String, String> incident = values.get(i);
                KeyValue<String, String> owner = values.get(page.size() + i);
                if (incident.hasValue()) {
                    present.put(
                            page.get(i),
                            new Present(
                                    IncidentStore.read(incident.getValue(), Set.of()),
                                    owner.hasValue() ? RedisJson.read(owner.getValue(), Owner.class) : null));
                }
            }
        }
        return present;
    }

    @Override
    public List<RedisWrite> shown(long chat, StormCard card, Collection<FoldedIncident> folded, boolean replaces) {
        String storm = keys.storm(chat);
        List<RedisWrite> writes = new ArrayList<>();
        if (replaces) {
            writes.add(RedisWrite.of("DEL", storm));
        }
        writes.add(RedisWrite.of("HSET", storm, CARD, RedisJson.write(card)));
        List<FoldedIncident> all = List.copyOf(folded);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> fields = new ArrayList<>(List.of("HSET", storm));
            all.subList(from, Math.min(all.size(), from + PAGE)).forEach(one -> {
                fields.add(one.key());
                fields.add(RedisJson.write(one));
            });
            writes.add(new RedisWrite(fields));
        }
        writes.add(RedisWrite.of("PEXPIRE", storm, Long.toString(retention.toMillis())));
        return writes;
    }
}
