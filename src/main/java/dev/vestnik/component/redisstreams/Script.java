package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Lua scripts of the component, each the file of its name; a line {@code -- @include name} stands for that file, once a script.
 * What a script does not need it does not include: its functions would be made anew with every run.
 */
enum Script {
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
    KEYED_HOLD("keyed-hold"),
    KEYED_RETURN("keyed-return"),
    KEYED_TRIP("keyed-trip"),
    LEASE_RENEW("lease-renew"),
    PACE_COUNT("pace-count"),
    STREAM_ADD("stream-add");

    private final String text;
    private final String sha;

    Script(String file) {
        text = read(file, new HashSet<>());
        sha = sha1(text);
    }

    /** Runs the script for its number. */
    CompletableFuture<Long> number(RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, Args arguments) {
        return number(redis, keys, arguments, () -> {});
    }

    /**
     * Runs the script for its number.
     *
     * @param sent called when it has been sent; once more where Redis did not know it, so that it comes behind what was sent
     *     then
     */
    CompletableFuture<Long> number(
            RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, Args arguments, Runnable sent) {
        return run(redis, ScriptOutputType.INTEGER, keys, arguments, sent);
    }

    /** Runs the script for its text. */
    CompletableFuture<String> text(RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, Args arguments) {
        return this.<byte[]>run(redis, ScriptOutputType.VALUE, keys, arguments, () -> {})
                .thenApply(Reply::text);
    }

    /** Runs the script for its list; what is in it is read by {@link Reply}. */
    CompletableFuture<List<Object>> list(
            RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, Args arguments) {
        return run(redis, ScriptOutputType.MULTI, keys, arguments, () -> {});
    }

    private <T> CompletableFuture<T> run(
            RedisClusterAsyncCommands<String, byte[]> redis,
            ScriptOutputType type,
            String[] keys,
            Args arguments,
            Runnable sent) {
        byte[][] values = arguments.toArray();
        CompletableFuture<T> known = redis.<T>evalsha(sha, type, keys, values).toCompletableFuture();
        sent.run();
        return known.exceptionallyCompose(problem -> {
            if (!(cause(problem) instanceof RedisNoScriptException)) {
                return CompletableFuture.failedFuture(cause(problem));
            }
            CompletableFuture<T> told = redis.<T>eval(text, type, keys, values).toCompletableFuture();
            sent.run();
            return told;
        });
    }

    static Throwable cause(Throwable problem) {
        Throwable cause = problem.getCause();
        boolean wrapped = problem instanceof CompletionException || problem instanceof ExecutionException;
        return wrapped && cause != null ? cause : problem;
    }

    private static String read(String file, Set<String> included) {
        return Pattern.compile("(?m)^-- @include (\\S+)$").matcher(read(file)).replaceAll(include -> {
            String name = include.group(1);
            return included.add(name) ? Matcher.quoteReplacement(read(name, included)) : "";
        });
    }

    private static String read(String file) {
        try (InputStream stream = Script.class.getResourceAsStream(file + ".lua")) {
            if (stream == null) {
                throw new IllegalStateException("The script " + file + ".lua is not on the class path");
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
