package dev.vestnik.incident;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What became of each incident: the last hundred lines. Kept as long as the incident. */
public final class IncidentHistory {
    static final int MAX_LINES = 100;
    private static final LuaScript NOTE = LuaScript.load("/lua", "incident_note");

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Acts acts;

    /** @param acts where notes are recorded */
    public IncidentHistory(RedisClusterCommands<String, String> redis, Keys keys, Acts acts) {
        this.redis = redis;
        this.keys = keys;
        this.acts = acts;
    }

    /** The history of the incident of this key, oldest first. */
    public List<HistoryEntry> of(String key) {
        return redis.lrange(keys.history(key), 0, -1).stream()
                .map(json -> RedisJson.read(json, HistoryEntry.class))
                .toList();
    }

    /**
     * Adds a note to an open or recently closed incident; its cards will show it. The same note, with the same time, is added
     * once.
     *
     * @param at when the person wrote it
     * @param who the name of the person
     * @return whether the incident is still there
     */
    public boolean note(Incident incident, Instant at, String who, String text) {
        String key = incident.key();
        String json = RedisJson.write(new HistoryEntry(at, HistoryEntry.Kind.NOTED, who, text));
        List<String> names = new ArrayList<>(List.of(keys.incident(key), keys.history(key), keys.outdatedCards()));
        names.addAll(acts.keys());
        return NOTE.number(
                        redis, names, List.of(key, json, Integer.toString(MAX_LINES), Long.toString(at.toEpochMilli())))
                == 1;
    }

    static List<RedisWrite> writes(Keys keys, String key, List<HistoryEntry> entries) {
        List<String> push = new ArrayList<>(List.of("RPUSH", keys.history(key)));
        entries.forEach(entry -> push.add(RedisJson.write(entry)));
        return List.of(
                new RedisWrite(push), RedisWrite.of("LTRIM", keys.history(key), Integer.toString(-MAX_LINES), "-1"));
    }
}
