package dev.vestnik.component.redisstreams;

import java.util.Set;
import java.util.TreeSet;

/**
 * The Redis keys of one keyed stream.
 *
 * @param base what they all begin with, key prefix included
 */
record KeyedStream(String base) {
    private static final Set<String> OWN = Set.of("due", "dead", "owners", "tries", "rate", "tally", "wake");
    private static final String PACE = "pace:";

    /** STREAM: what waits for one key. */
    String stream(String key) {
        return base + ":" + check(key);
    }

    /** ZSET: every key with entries, by the time it is due, in ms of the server's clock; a leased one by its lease's end. */
    String due() {
        return base + ":due";
    }

    /** HASH: leased key to the token of its owner. */
    String owners() {
        return base + ":owners";
    }

    /** HASH: key to what befell its head: failures, crashes, deliveries, and how many entries go one by one. */
    String tries() {
        return base + ":tries";
    }

    /** STRING, expires: the pace of all keys. */
    String rate() {
        return base + ":rate";
    }

    /** STRING, expires: the pace of one key. */
    String pace(String key) {
        return base + ":" + PACE + check(key);
    }

    /** STREAM: the dead letters. */
    String dead() {
        return dead(base);
    }

    /** HASH: how many entries were ever {@code added}, and how many of them are {@code dead}; written by the scripts. */
    String tally() {
        return base + ":tally";
    }

    /** Channel: a key has become due. */
    String wake() {
        return base + ":wake";
    }

    static String dead(String stream) {
        return stream + ":dead";
    }

    /**
     * Refuses keys whose stream would have one of the names above.
     *
     * @throws IllegalArgumentException if it is such a key
     */
    static String check(String key) {
        if (key.isEmpty() || OWN.contains(key) || key.startsWith(PACE)) {
            throw new IllegalArgumentException(
                    "'" + key + "' cannot be the key of an entry: keys are not empty, do not begin" + " with '" + PACE
                            + "', and are none of " + new TreeSet<>(OWN));
        }
        return key;
    }
}
