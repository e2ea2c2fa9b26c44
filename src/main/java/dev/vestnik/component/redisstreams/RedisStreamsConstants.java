package dev.vestnik.component.redisstreams;

import org.apache.camel.spi.Metadata;

/** The headers and properties that {@code redis-streams:} and a route exchange. */
public final class RedisStreamsConstants {
    @Metadata(
            label = "consumer producer",
            description = "Consumer: the id of the entry. Producer, after the write: the id that Redis gave, "
                    + "or a list of ids if the body was a list.",
            javaType = "String or List<String>")
    public static final String ID = "CamelRedisStreamsId";

    @Metadata(label = "consumer", description = "The Redis key of the stream.", javaType = "String")
    public static final String STREAM = "CamelRedisStreamsStream";

    @Metadata(label = "consumer producer", description = "Keyed: the key of the entry.", javaType = "String")
    public static final String KEY = "CamelRedisStreamsKey";

    @Metadata(
            label = "producer",
            description =
                    "With deduplication: what makes the entry the same as another one, whatever its key. Required. "
                            + "Afterwards CamelRedisStreamsId is the empty text if nothing was written.",
            javaType = "String")
    public static final String DEDUPLICATION_ID = "CamelRedisStreamsDeduplicationId";

    @Metadata(
            label = "consumer",
            description = "The number of deliveries of the entry, including this one.",
            javaType = "int")
    public static final String DELIVERIES = "CamelRedisStreamsDeliveries";

    @Metadata(
            label = "consumer",
            description = "Set by the route on an exchange that fails, or on one message of a batch: deliver "
                    + "again after this time, and do not count a failure. A duration, or text such as 30s.",
            javaType = "java.time.Duration")
    public static final String RETRY_AFTER = "CamelRedisStreamsRetryAfter";

    @Metadata(
            label = "consumer",
            description = "Set by the route on an exchange that fails, or on one message of a batch: move the "
                    + "entry to the dead letters immediately, with this reason.",
            javaType = "String")
    public static final String DEAD_REASON = "CamelRedisStreamsDeadReason";

    /** Exchange property: the {@link Settlement}, see {@link Settlement#of}. */
    public static final String SETTLEMENT = "CamelRedisStreamsSettlement";

    /**
     * Exchange property: a {@code Map<String, String>} that the route sets, with what log lines about the exchange are to have
     * in the MDC. The consumer puts it there for its own lines, when it settles the exchange.
     */
    public static final String LOG_CONTEXT = "CamelRedisStreamsLogContext";

    /** The field of an entry whose body is not a map. */
    public static final String BODY_FIELD = "body";

    private RedisStreamsConstants() {}
}
