package dev.vestnik.component.redisstreams;

/**
 * The Redis keys of one group of a stream.
 *
 * @param stream STREAM, key prefix included
 */
record GroupStream(String stream, String group) {
    /** HASH: id of a pending entry to how often it failed. */
    String failures() {
        return stream + ":" + group + ":failures";
    }

    /** STREAM: the dead letters of all groups of the stream. */
    String dead() {
        return KeyedStream.dead(stream);
    }

    /** STRING, expires: a name is taken; followed by the name. */
    String names() {
        return stream + ":" + group + ":consumer:";
    }
}
