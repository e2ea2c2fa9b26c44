package dev.vestnik.dispatch;

import dev.vestnik.store.RedisWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The part of Redis that dispatch reads and writes, in memory. */
final class MemoryState implements DispatchSnapshot.State {
    private final Map<String, String> strings = new HashMap<>();
    private final Map<String, Set<String>> sets = new HashMap<>();
    private final Map<String, Map<String, String>> hashes = new HashMap<>();

    /** The number of entries that were added to any stream. */
    int appended;

    @Override
    public List<Object> read(List<String> names, List<String> setNames, List<String> hashNames) {
        List<Object> replies = new ArrayList<>();
        names.forEach(name -> replies.add(strings.get(name)));
        setNames.forEach(name -> replies.add(List.copyOf(sets.getOrDefault(name, Set.of()))));
        hashNames.forEach(name -> replies.add(values(name)));
        return replies;
    }

    @Override
    public List<String> values(String hash) {
        return List.copyOf(hashes.getOrDefault(hash, Map.of()).values());
    }

    @Override
    public List<String> sorted(String name) {
        return List.copyOf(sets.getOrDefault(name, Set.of()));
    }

    /** The members of a SET, of a ZSET, or the fields of a HASH. */
    Set<String> members(String name) {
        return hashes.containsKey(name) ? hashes.get(name).keySet() : sets.getOrDefault(name, Set.of());
    }

    @Nullable
    String text(String name) {
        return strings.get(name);
    }

    void apply(RedisWrite write) {
        List<String> command = write.command();
        String key = command.get(1);
        switch (command.get(0)) {
            case "SET" -> strings.put(key, command.get(2));
            case "MSET" -> pairs(command, 1).forEach(strings::put);
            case "DEL" -> command.subList(1, command.size()).forEach(this::delete);
            case "SADD" -> set(key).addAll(command.subList(2, command.size()));
            case "ZADD" -> set(key).addAll(pairs(command, 2).values());
            case "ZREM" -> set(key).removeAll(command.subList(2, command.size()));
            case "HSET" -> hashes.computeIfAbsent(key, any -> new TreeMap<>()).putAll(pairs(command, 2));
            case "HDEL" -> hashes.getOrDefault(key, new TreeMap<>()).remove(command.get(2));
            case "XADD" -> appended++;
            case "PEXPIRE", "PERSIST", "HINCRBY", "RPUSH", "LTRIM" -> {}
            default -> throw new IllegalArgumentException(command.get(0));
        }
    }

    private Set<String> set(String key) {
        return sets.computeIfAbsent(key, any -> new TreeSet<>());
    }

    private void delete(String key) {
        strings.remove(key);
        sets.remove(key);
        hashes.remove(key);
    }

    /** Key to value, in their order; of a ZADD score to member, made unique by the member. */
    private static Map<String, String> pairs(List<String> command, int from) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = from; i + 1 < command.size(); i += 2) {
            boolean scored = command.get(0).equals("ZADD");
            pairs.put(scored ? command.get(i + 1) : command.get(i), command.get(i + 1));
        }
        return pairs;
    }
}
