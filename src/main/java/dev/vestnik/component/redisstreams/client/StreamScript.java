package dev.vestnik.component.redisstreams.client;

import dev.vestnik.component.redisstreams.LuaScript;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Internal to the component. Its Lua scripts; each file describes its keys, arguments and result. */
public enum StreamScript {
    DEAD_EXPIRE("dead-expire"),
    DEAD_REPLAY("dead-replay"),
    DRAIN("drain"),
    GROUP_CLAIM("group-claim"),
    GROUP_FETCH("group-fetch"),
    GROUP_HOLD("group-hold"),
    GROUP_READ("group-read"),
    GROUP_SETTLE("group-settle"),
    GROUP_SWEEP("group-sweep"),
    GROUP_TRIM("group-trim"),
    KEYED_ADD("keyed-add"),
    KEYED_ADD_LIST("keyed-add-list"),
    KEYED_ADD_ONCE("keyed-add-once"),
    KEYED_CLOCK("keyed-clock"),
    KEYED_HOLD("keyed-hold"),
    KEYED_POLL("keyed-poll"),
    KEYED_RETURN("keyed-return"),
    LEASE_LIMIT("lease-limit"),
    LEASE_RENEW("lease-renew"),
    PACE_COUNT("pace-count"),
    STREAM_ADD("stream-add"),
    STREAM_ADD_LIST("stream-add-list");

    private static final String FOLDER = "/dev/vestnik/component/redisstreams";

    private final LuaScript script;

    StreamScript(String file) {
        script = LuaScript.load(FOLDER, file);
    }

    /** Runs the script for its whole number. */
    public CompletableFuture<Long> number(
            RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, ScriptArguments arguments) {
        return script.run(redis, ScriptOutputType.INTEGER, keys, arguments.toArray());
    }

    /** Runs the script for its text. */
    public CompletableFuture<String> text(
            RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, ScriptArguments arguments) {
        return script.<byte[], byte[]>run(redis, ScriptOutputType.VALUE, keys, arguments.toArray())
                .thenApply(ScriptReply::text);
    }

    /** Runs the script for its list; {@link ScriptReply} reads the elements. */
    public CompletableFuture<List<Object>> list(
            RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, ScriptArguments arguments) {
        return script.run(redis, ScriptOutputType.MULTI, keys, arguments.toArray());
    }
}
