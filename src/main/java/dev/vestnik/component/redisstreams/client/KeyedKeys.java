package dev.vestnik.component.redisstreams.client;

import java.util.Set;
import java.util.TreeSet;

/**
 * Internal to the component. The Redis keys of one keyed stream.
 *
 * @param base the beginning of all keys, key prefix included
 */
public record KeyedKeys(String base) {
    private static final Set<String> OWN = Set.of("due", "dead", "owners", "tries", "rate", "tally", "wake", "clock");
    private static final String PACE = "pace:";
    private static final String SEEN = "seen:";

    /** STREAM: the entries of one key. */
    public String stream(String key) {
        return base + ":" + check(key);
    }

    /** ZSET: every key with entries, by the time it is due, in ms of the server's clock; a leased one by its lease's end. */
    public String due() {
        return base + ":due";
    }

    /** HASH: leased key to the token of its owner. */
    public String owners() {
        return base + ":owners";
    }

    /** HASH: key to the failures, crashes and deliveries of its first entry, and how many entries are delivered one by one. */
    public String tries() {
        return base + ":tries";
    }

    /** STRING, expires: the pace of all keys. */
    public String rate() {
        return base + ":rate";
    }

    /** STRING, expires: the pace of one key. */
    public String pace(String key) {
        return base + ":" + PACE + check(key);
    }

    /** STRING, expires: the entry with this deduplication id was written. */
    public String seen(String id) {
        return base + ":" + SEEN + id;
    }

    /** STREAM: the dead letters. */
    public String dead() {
        return dead(base);
    }

    /** HASH: how many entries were ever {@code added}, and how many of them are {@code dead}; written by the scripts. */
    public String tally() {
        return base + ":tally";
    }

    /** STRING: when a consumer last looked at the clock, in ms of the server's clock. */
    public String clock() {
        return base + ":clock";
    }

    /** Channel: a key has become due. */
    public String wake() {
        return base + ":wake";
    }

    public static String dead(String stream) {
        return stream + ":dead";
    }

    /**
     * Returns the key if its stream has none of the names above.
     *
     * @throws IllegalArgumentException if the key is empty or reserved
     */
    public static String check(String key) {
        if (key.isEmpty() || OWN.contains(key) || key.startsWith(PACE) || key.startsWith(SEEN)) {
            throw new IllegalArgumentException(
                    "'" + key + "' cannot be the key of an entry: keys are not empty, do not begin with '" + PACE
                            + "' or '" + SEEN + "', and are none of " + new TreeSet<>(OWN));
        }
        return key;
    }
}
