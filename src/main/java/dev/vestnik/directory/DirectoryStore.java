package dev.vestnik.directory;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the directory in Redis: five hashes and a version, replaced together. Hashes of any size are read and written in parts,
 * so that no command stops Redis for long.
 */
final class DirectoryStore {
    private static final LuaScript STAGE = LuaScript.load("/lua", "directory_stage");
    private static final LuaScript REPLACE = LuaScript.load("/lua", "directory_replace");

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryStore.class);

    /** After so many fields of a large hash the log says how far it is. */
    private static final int REPORTED = 100_000;

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
     * Whether one command for each hash reads the directory.
     *
     * @throws IllegalStateException if a key has the wrong type
     */
    boolean isSmall() {
        return readable(() -> redis.hlen(keys.people()) <= PART && redis.hlen(keys.ranges()) <= PART);
    }

    /**
     * Reads the directory, and once more if it was replaced meanwhile.
     *
     * @throws IllegalStateException if a key has the wrong type, or the JSON of a person cannot be read
     */
    Directory load() {
        return readable(() -> {
            Directory read;
            String before;
            int readings = 0;
            do {
                before = version();
                read = read();
                readings++;
            } while (!Objects.equals(before, version()) && readings < READINGS);
            return read;
        });
    }

    private static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RedisCommandExecutionException e) {
            if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                throw new IllegalStateException("A key of the directory has the wrong type in Redis", e);
            }
            throw e;
        }
    }

    private Directory read() {
        List<Person> people = new ArrayList<>();
        scan(keys.people(), (phone, json) -> people.add(RedisJson.read(json, Person.class)));
        Map<String, String> areas = hash(keys.areas());
        return Directory.of(people, areas, ranges(areas), hash(keys.areaEscalations()), rules());
    }

    private Map<String, AreaRules> rules() {
        Map<String, AreaRules> rules = new HashMap<>();
        scan(keys.areaRules(), (area, json) -> rules.put(area, RedisJson.read(json, AreaRules.class)));
        return rules;
    }

    private Map<String, String> hash(String key) {
        Map<String, String> fields = new HashMap<>();
        scan(key, fields::put);
        return fields;
    }

    /** Many ranges have few areas: all share one text for each. */
    private AreaRanges ranges(Map<String, String> areas) {
        Map<String, String> texts = areas.keySet().stream().collect(Collectors.toMap(area -> area, area -> area));
        AreaRanges.Builder ranges = new AreaRanges.Builder();
        scan(keys.ranges(), (cidr, area) -> IpBlock.of(cidr, texts.getOrDefault(area, area))
                .ifPresent(ranges::add));
        return ranges.build();
    }

    /**
     * Lettuce keeps the answers of the last tenth of a second, for its time-outs. So they go into one list, which is empty
     * again after each: otherwise every collection of garbage would copy 30,000 fields, while everything waits.
     */
    private void scan(String key, BiConsumer<String, String> field) {
        List<Map.Entry<String, String>> part = new ArrayList<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        while (!cursor.isFinished()) {
            cursor = redis.hscan(
                    (name, value) -> part.add(Map.entry(name, value)), key, cursor, ScanArgs.Builder.limit(PART));
            part.forEach(found -> field.accept(found.getKey(), found.getValue()));
            part.clear();
        }
    }

    /**
     * Stages the new directory part by part, and puts it in force by one script.
     *
     * @return its version
     */
    String replace(Directory directory) {
        String replacement = UUID.randomUUID().toString();
        List<Hash> hashes = hashes(directory);
        List<String> staged = hashes.stream()
                .map(hash -> keys.directoryStaged(
                        replacement, hash.key().substring(keys.prefix().length())))
                .toList();
        IntStream.range(0, staged.size()).forEach(i -> stage(staged.get(i), hashes.get(i)));

        List<String> replaceKeys =
                new ArrayList<>(hashes.stream().map(Hash::key).toList());
        replaceKeys.addAll(staged);
        replaceKeys.add(keys.directoryVersion());
        replaceKeys.add(keys.directoryReplacement());
        List<String> arguments = new ArrayList<>(
                hashes.stream().map(hash -> Integer.toString(hash.size())).toList());
        arguments.add(replacement);
        return Long.toString(REPLACE.number(redis, replaceKeys, arguments));
    }

    /** What a hash shall have. */
    private record Hash(String key, int size, Stream<Map.Entry<String, String>> fields) {}

    private List<Hash> hashes(Directory directory) {
        return List.of(
                new Hash(
                        keys.people(),
                        directory.people().size(),
                        directory.people().stream().map(person -> Map.entry(person.phone(), RedisJson.write(person)))),
                new Hash(keys.areas(), directory.areas().size(), directory.areas().entrySet().stream()),
                new Hash(
                        keys.ranges(),
                        directory.ranges().size(),
                        directory.ranges().stream().map(range -> Map.entry(range.cidr(), range.area()))),
                new Hash(
                        keys.areaEscalations(),
                        directory.escalations().size(),
                        directory.escalations().entrySet().stream()),
                new Hash(
                        keys.areaRules(),
                        directory.rules().size(),
                        directory.rules().entrySet().stream()
                                .map(rules -> Map.entry(rules.getKey(), RedisJson.write(rules.getValue())))));
    }

    private void stage(String key, Hash hash) {
        Iterator<Map.Entry<String, String>> fields = hash.fields().iterator();
        int written = 0;
        while (fields.hasNext()) {
            List<String> arguments = new ArrayList<>(List.of(Long.toString(KEPT.toMillis())));
            while (fields.hasNext() && arguments.size() < 2 * PART) {
                Map.Entry<String, String> field = fields.next();
                arguments.add(field.getKey());
                arguments.add(field.getValue());
            }
            STAGE.number(redis, List.of(key), arguments);
            written += arguments.size() / 2;
            if (written % REPORTED == 0) {
                LOG.info("The new directory: {} of {} entries of {} are in Redis", written, hash.size(), hash.key());
            }
        }
    }
}
