package dev.vestnik.component.redisstreams.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Internal to the component. The ARGV of a script, as bytes. A list follows its length. */
public final class ScriptArguments {
    private final List<byte[]> values = new ArrayList<>();

    public static ScriptArguments of(String... values) {
        return new ScriptArguments().add(values);
    }

    /** An empty list. */
    public static ScriptArguments none() {
        return new ScriptArguments().add(0);
    }

    public ScriptArguments add(String... more) {
        for (String value : more) {
            values.add(value.getBytes(UTF_8));
        }
        return this;
    }

    public ScriptArguments add(long value) {
        return add(Long.toString(value));
    }

    public ScriptArguments add(double value) {
        return add(Double.toString(value));
    }

    public ScriptArguments addAll(Collection<String> more) {
        more.forEach(this::add);
        return this;
    }

    public ScriptArguments addBytes(Collection<byte[]> more) {
        values.addAll(more);
        return this;
    }

    public ScriptArguments list(Collection<String> list) {
        return add(list.size()).addAll(list);
    }

    public ScriptArguments append(ScriptArguments other) {
        values.addAll(other.values);
        return this;
    }

    /** Adds the values of another one as a list. */
    public ScriptArguments part(ScriptArguments other) {
        return add(other.values.size()).append(other);
    }

    /** The number of values. */
    public int size() {
        return values.size();
    }

    /** Whether this is the length of an empty list and nothing else. */
    public boolean isNone() {
        return size() == 1;
    }

    public byte[][] toArray() {
        return values.toArray(byte[][]::new);
    }
}
