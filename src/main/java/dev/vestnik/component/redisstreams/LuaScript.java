package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Lua script from the class path. It runs by its digest (EVALSHA) and is sent as a whole only when Redis does not have it,
 * for instance after a restart. A line {@code -- @include name} is replaced by the file {@code name.lua} of the same folder, or
 * with {@code /folder/name} of that folder, once for each script. See
 * https://redis.io/docs/latest/develop/programmability/eval-intro/.
 */
public final class LuaScript {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- @include (\\S+)$");

    private static final String OFFSET = "-- @offset";

    private static volatile @Nullable String offsetKey;

    private final Text text;
    private final boolean timed;
    private final Map<String, Text> moved = new ConcurrentHashMap<>();

    private record Text(String source, String digest) {
        static Text of(String source) {
            return new Text(source, sha1(source));
        }
    }

    private LuaScript(String source) {
        text = Text.of(source);
        timed = source.contains(OFFSET);
    }

    /**
     * Lets a key move the time of all scripts of this process, for demonstrations and tests: {@code now()} of {@code clock.lua}
     * is then the server's time plus the milliseconds that this STRING holds, if it is there. Without it, the scripts read no
     * such key.
     *
     * @param key null: the server's time
     */
    public static void moveClock(@Nullable String key) {
        offsetKey = key;
    }

    /**
     * Loads {@code folder/name.lua}.
     *
     * @param folder an absolute folder of the class path, such as {@code /lua}
     * @throws IllegalStateException if the file, or a file that it includes, is not there
     */
    public static LuaScript load(String folder, String name) {
        return new LuaScript(read(folder, name, new HashSet<>()));
    }

    /** Runs the script without waiting. The stage fails with the cause itself, never with a {@link CompletionException}. */
    public <V, T> CompletableFuture<T> run(
            RedisClusterAsyncCommands<String, V> redis, ScriptOutputType type, String[] keys, V[] arguments) {
        Text now = text();
        return redis.<T>evalsha(now.digest(), type, keys, arguments)
                .toCompletableFuture()
                .exceptionallyCompose(problem -> {
                    Throwable cause = problem instanceof CompletionException && problem.getCause() != null
                            ? problem.getCause()
                            : problem;
                    return cause instanceof RedisNoScriptException
                            ? redis.<T>eval(now.source(), type, keys, arguments).toCompletableFuture()
                            : CompletableFuture.failedFuture(cause);
                });
    }

    /** Runs the script and waits for its list. Elements are text, whole numbers, lists or null. */
    public List<Object> list(RedisClusterCommands<String, String> redis, List<String> keys, List<String> arguments) {
        return run(redis, ScriptOutputType.MULTI, keys, arguments);
    }

    /** Runs the script and waits for its whole number. */
    public long number(RedisClusterCommands<String, String> redis, List<String> keys, List<String> arguments) {
        Long number = run(redis, ScriptOutputType.INTEGER, keys, arguments);
        return number;
    }

    private <T> T run(
            RedisClusterCommands<String, String> redis,
            ScriptOutputType type,
            List<String> keys,
            List<String> arguments) {
        String[] keyArray = keys.toArray(String[]::new);
        String[] argumentArray = arguments.toArray(String[]::new);
        Text now = text();
        try {
            return redis.evalsha(now.digest(), type, keyArray, argumentArray);
        } catch (RedisNoScriptException unknown) {
            return redis.eval(now.source(), type, keyArray, argumentArray);
        }
    }

    private Text text() {
        String key = offsetKey;
        return key == null || !timed ? text : moved.computeIfAbsent(key, this::movedBy);
    }

    private Text movedBy(String key) {
        String quoted = "'" + key.replace("\\", "\\\\").replace("'", "\\'") + "'";
        return Text.of(text.source().replace(OFFSET, "moment = moment + (redis.call('GET', " + quoted + ") or 0)"));
    }

    private static String read(String folder, String name, Set<String> included) {
        String file = name.startsWith("/") ? name : folder + "/" + name;
        return INCLUDE.matcher(read(file + ".lua")).replaceAll(include -> {
            String other = include.group(1);
            return included.add(other) ? Matcher.quoteReplacement(read(folder, other, included)) : "";
        });
    }

    private static String read(String resource) {
        try (InputStream in = LuaScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The Lua script " + resource + " is missing from the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The Lua script " + resource + " cannot be read", e);
        }
    }

    private static String sha1(String source) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
