package dev.vestnik.store;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A Lua script of ours, run by its digest; sent whole only where Redis does not have it (any more). */
public final class Script {
    private final String source;
    private final String digest;

    private Script(String source) {
        this.source = source;
        this.digest = sha1(source);
    }

    /**
     * The script {@code lua/<name>.lua} of the class path.
     *
     * @throws IllegalStateException if there is none
     */
    public static Script named(String name) {
        String resource = "/lua/" + name + ".lua";
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The Lua script " + resource + " is missing from the class path");
            }
            return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The Lua script " + resource + " cannot be read", e);
        }
    }

    /** What the script returned; its elements are text, whole numbers, lists or null. */
    public List<Object> list(RedisClusterCommands<String, String> redis, List<String> keys, List<String> args) {
        return run(redis, ScriptOutputType.MULTI, keys, args);
    }

    /** The whole number that the script returned. */
    public long number(RedisClusterCommands<String, String> redis, List<String> keys, List<String> args) {
        Long number = run(redis, ScriptOutputType.INTEGER, keys, args);
        return number;
    }

    private <T> T run(
            RedisClusterCommands<String, String> redis, ScriptOutputType type, List<String> keys, List<String> args) {
        String[] keyArray = keys.toArray(String[]::new);
        String[] argArray = args.toArray(String[]::new);
        try {
            return redis.evalsha(digest, type, keyArray, argArray);
        } catch (RedisNoScriptException unknown) {
            return redis.eval(source, type, keyArray, argArray);
        }
    }

    /** The digest by which Redis knows scripts, https://redis.io/docs/latest/commands/evalsha/. */
    private static String sha1(String source) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1", e);
        }
    }
}
