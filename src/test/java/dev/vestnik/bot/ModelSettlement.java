package dev.vestnik.bot;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A settlement that a test carries out itself. */
final class ModelSettlement implements Settlement {
    private static final String ALL = """
            local i = 1
            while i <= #ARGV do
              local n = tonumber(ARGV[i])
              redis.call(unpack(ARGV, i + 1, i + n))
              i = i + n + 1
            end
            return 1""";

    private final List<String> ids;
    private final Set<String> kept = new HashSet<>();
    private final List<List<String>> writes = new ArrayList<>();

    ModelSettlement(List<String> ids) {
        this.ids = List.copyOf(ids);
    }

    @Override
    public void enlist(List<String> command) {
        writes.add(command);
    }

    @Override
    public void enlistKeyed(String stream, String key, Map<String, String> fields) {
        writes.add(RedisWrite.append(stream + ":" + key, fields).command());
    }

    @Override
    public void keep(Collection<String> some, Duration after) {
        kept.addAll(some);
    }

    @Override
    public void dead(Collection<String> some, String reason) {
        throw new AssertionError("dead letters " + reason);
    }

    @Override
    public void foreign(Collection<String> some, String reason) {
        if (!some.isEmpty()) {
            throw new AssertionError("foreign entries " + some);
        }
    }

    @Override
    public void dueIn(Duration time) {}

    @Override
    public void holdAll(Duration time) {}

    @Override
    public List<String> ids() {
        return ids;
    }

    /** Writes everything, and removes the entries that are done from their stream; returns how many are. */
    int settle(RedisCommands<String, String> redis, String stream) {
        List<String> done = ids.stream().filter(id -> !kept.contains(id)).toList();
        if (!done.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("XDEL", stream));
            remove.addAll(done);
            writes.add(remove);
        }
        List<String> arguments = new ArrayList<>();
        writes.forEach(write -> {
            arguments.add(Integer.toString(write.size()));
            arguments.addAll(write);
        });
        if (!arguments.isEmpty()) {
            redis.eval(ALL, ScriptOutputType.INTEGER, new String[0], arguments.toArray(String[]::new));
        }
        return done.size();
    }

    /** The stream of one chat in the outbox. */
    static String outbox(Keys keys, long chat) {
        return keys.outbox() + ":" + chat;
    }
}
