package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The ARGV of a script, as bytes. A list stands behind its length. */
final class Args {
    private final List<byte[]> values = new ArrayList<>();

    static Args of(String... values) {
        return new Args().add(values);
    }

    Args add(String... more) {
        for (String value : more) {
            values.add(value.getBytes(UTF_8));
        }
        return this;
    }

    Args add(long value) {
        return add(Long.toString(value));
    }

    Args add(double value) {
        return add(Double.toString(value));
    }

    Args addAll(Collection<String> more) {
        more.forEach(this::add);
        return this;
    }

    Args addBytes(Collection<byte[]> more) {
        values.addAll(more);
        return this;
    }

    Args list(Collection<String> list) {
        return add(list.size()).addAll(list);
    }

    Args append(Args other) {
        values.addAll(other.values);
        return this;
    }

    /** The values of another one, as a list. */
    Args part(Args other) {
        return add(other.values.size()).append(other);
    }

    /** How many values these are. */
    int size() {
        return values.size();
    }

    /** Whether this is a list of nothing: a length of 0. */
    boolean isNone() {
        return size() == 1;
    }

    byte[][] toArray() {
        return values.toArray(byte[][]::new);
    }
}
