package dev.vestnik.component.redisstreams.client;

/**
 * Internal to the component. The Redis keys of one group of a stream.
 *
 * @param stream STREAM, key prefix included
 */
public record GroupKeys(String stream, String group) {
    /** HASH: id of a pending entry to its number of failures. */
    public String failures() {
        return stream + ":" + group + ":failures";
    }

    /** STREAM: the dead letters of all groups of the stream. */
    public String dead() {
        return KeyedKeys.dead(stream);
    }

    /** The beginning of the keys of leased consumer names; a name follows. STRING, expires. */
    public String names() {
        return stream + ":" + group + ":consumer:";
    }
}
