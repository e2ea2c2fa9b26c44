package dev.vestnik.directory;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stores the directory in Redis: five hashes and a version, replaced together. Hashes of any size are read and written in parts,
 * so that no command stops Redis for long.
 */
final class DirectoryStore {
    private static final LuaScript STAGE = LuaScript.load("/lua", "directory_stage");
    private static final LuaScript REPLACE = LuaScript.load("/lua", "directory_replace");

    /** Fields of one command. */
    private static final int PART = 1000;

    /** A staged directory that was not put in force until then never will be. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** A directory that changes again and again while it is read is taken as it was read last; the next reading corrects it. */
    private static final int READINGS = 3;

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
     * Reads the directory, and once more if it was replaced meanwhile.
     *
     * @throws IllegalStateException if a key has the wrong type, or the JSON of a person cannot be read
     */
    Directory load() {
        try {
            Directory read;
            String before;
            int readings = 0;
            do {
                before = version();
                read = read();
                readings++;
            } while (!Objects.equals(before, version()) && readings < READINGS);
            return read;
        } catch (RedisCommandExecutionException e) {
            if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                throw new IllegalStateException("A key of the directory has the wrong type in Redis", e);
            }
            throw e;
        }
    }

    private Directory read() {
        List<Person> people = hash(keys.people()).values().stream()
                .map(json -> RedisJson.read(json, Person.class))
                .toList();
        Map<String, String> areas = hash(keys.areas());
        return Directory.of(people, areas, ranges(areas), hash(keys.areaEscalations()), rules());
    }

    private Map<String, AreaRules> rules() {
        return hash(keys.areaRules()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, rules -> RedisJson.read(rules.getValue(), AreaRules.class)));
    }

    private Map<String, String> hash(String key) {
        Map<String, String> fields = new HashMap<>();
        ScanIterator.hscan(redis, key, ScanArgs.Builder.limit(PART))
                .forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    /** Many ranges have few areas: all share one text for each. */
    private Map<String, String> ranges(Map<String, String> areas) {
        Map<String, String> texts = areas.keySet().stream().collect(Collectors.toMap(area -> area, area -> area));
        Map<String, String> ranges = hash(keys.ranges());
        ranges.replaceAll((cidr, area) -> texts.getOrDefault(area, area));
        return ranges;
    }

    /**
     * Stages the new directory part by part, and puts it in force by one script.
     *
     * @return its version
     */
    String replace(Directory directory) {
        String replacement = UUID.randomUUID().toString();
        List<String> current =
                List.of(keys.people(), keys.areas(), keys.ranges(), keys.areaEscalations(), keys.areaRules());
        List<String> staged = current.stream()
                .map(key -> keys.directoryStaged(
                        replacement, key.substring(keys.prefix().length())))
                .toList();
        List<Map<String, String>> hashes = List.of(
                people(directory), directory.areas(), directory.ranges(), directory.escalations(), rules(directory));
        IntStream.range(0, hashes.size()).forEach(i -> stage(staged.get(i), hashes.get(i)));

        List<String> replaceKeys = new ArrayList<>(current);
        replaceKeys.addAll(staged);
        replaceKeys.add(keys.directoryVersion());
        replaceKeys.add(keys.directoryReplacement());
        List<String> arguments = new ArrayList<>(
                hashes.stream().map(hash -> Integer.toString(hash.size())).toList());
        arguments.add(replacement);
        return Long.toString(REPLACE.number(redis, replaceKeys, arguments));
    }

    private static Map<String, String> people(Directory directory) {
        Collection<Person> people = directory.people();
        return people.stream().collect(Collectors.toMap(Person::phone, RedisJson::write));
    }

    private static Map<String, String> rules(Directory directory) {
        return directory.rules().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, rules -> RedisJson.write(rules.getValue())));
    }

    private void stage(String key, Map<String, String> fields) {
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (arguments.isEmpty()) {
                arguments.add(Long.toString(KEPT.toMillis()));
            }
            arguments.add(field.getKey());
            arguments.add(field.getValue());
            if (arguments.size() > 2 * PART) {
                STAGE.number(redis, List.of(key), arguments);
                arguments.clear();
            }
        }
        if (!arguments.isEmpty()) {
            STAGE.number(redis, List.of(key), arguments);
        }
    }
}
