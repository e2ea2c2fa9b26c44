package dev.vestnik.directory;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores the directory in Redis: four hashes and a version, replaced together. */
final class DirectoryStore {
    private static final LuaScript REPLACE = LuaScript.load("/lua", "directory_replace");

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    DirectoryStore(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** @return null: no directory is stored */
    @Nullable
    String version() {
        return redis.get(keys.directoryVersion());
    }

    /**
     * Reads with four commands; if the directory changes between them, its version changes too, and it is read again.
     *
     * @throws IllegalStateException if a key has the wrong type, or the JSON of a person cannot be read
     */
    Directory load() {
        try {
            return read();
        } catch (RedisCommandExecutionException e) {
            if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                throw new IllegalStateException("A key of the directory has the wrong type in Redis", e);
            }
            throw e;
        }
    }

    private Directory read() {
        List<Person> people = redis.hvals(keys.people()).stream()
                .map(json -> RedisJson.read(json, Person.class))
                .toList();
        return Directory.of(
                people,
                redis.hgetall(keys.areas()),
                redis.hgetall(keys.ranges()),
                redis.hgetall(keys.areaEscalations()));
    }

    void replace(Directory directory) {
        Map<String, String> people = new HashMap<>();
        directory.people().forEach(person -> people.put(person.phone(), RedisJson.write(person)));
        REPLACE.number(
                redis,
                List.of(keys.people(), keys.areas(), keys.ranges(), keys.areaEscalations(), keys.directoryVersion()),
                List.of(
                        RedisJson.write(people),
                        RedisJson.write(directory.areas()),
                        RedisJson.write(directory.ranges()),
                        RedisJson.write(directory.escalations())));
    }
}
