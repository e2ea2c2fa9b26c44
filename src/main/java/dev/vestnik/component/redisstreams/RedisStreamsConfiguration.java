package dev.vestnik.component.redisstreams;

import io.lettuce.core.AbstractRedisClient;
import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** The options of the component and of its endpoints. */
@UriParams
public class RedisStreamsConfiguration implements Cloneable {
    /** The operations of an endpoint. */
    public enum Operation {
        /** A producer adds the body to the stream; a consumer reads the stream. */
        add,
        /** Moves a list into the stream: a producer for each exchange, a consumer as soon as the list has elements. */
        drain
    }

    @UriPath(description = "The name of the stream, without the key prefix")
    @Metadata(required = true)
    private String stream = "";

    @UriParam(
            secret = true,
            defaultValue = "redis://localhost:6379",
            description = "The Redis server, as Lettuce writes it: redis://, rediss:// (TLS), "
                    + "redis-sentinel://, redis-socket://, with user and password if needed. Endpoints of the "
                    + "same URI share one client. Ignored if client is set. After a lost connection, writes "
                    + "fail immediately until Redis is available again.")
    private String redisUri = "redis://localhost:6379";

    @UriParam(
            label = "advanced",
            description = "A Lettuce client to use instead of redisUri, a RedisClient or RedisClusterClient. "
                    + "Its maker shuts it down. If its own autoReconnect is on, a command whose answer was "
                    + "lost is repeated, so an entry can be written twice.")
    private @Nullable AbstractRedisClient client;

    @UriParam(
            defaultValue = "false",
            description = "Whether redisUri points to a node of a Redis Cluster. The key prefix, or the name "
                    + "of the stream, then needs a hash tag such as {bot}, so that all keys of the stream "
                    + "are in one slot.")
    private boolean cluster;

    @UriParam(
            description = "The prefix of all Redis keys: streams, lists and leases. A hash tag such as {bot} "
                    + "puts all of them into one slot of a Redis Cluster.")
    private String keyPrefix = "";

    @UriParam(
            defaultValue = "false",
            description = "Whether each entry belongs to a key (header CamelRedisStreamsKey): one small stream "
                    + "for each key, and a sorted set of the keys that are due. A key is delivered to one "
                    + "consumer at a time, in order, and delays no other key.")
    private boolean keyed;

    @UriParam(
            label = "consumer",
            description = "The consumer group to read with; created at the beginning of the stream if it does "
                    + "not exist. Required, unless keyed.")
    private @Nullable String group;

    @UriParam(
            label = "consumer",
            description = "The name of this consumer in the group. It is leased: if another process has it, "
                    + "this consumer becomes name-2. By default the host name.")
    private @Nullable String consumerName;

    @UriParam(
            label = "consumer",
            description = "Group: read only while this lease is held. Of all consumers that name it, one reads "
                    + "at a time, and it has one exchange in work at a time, so the order of the stream is "
                    + "kept. A new holder immediately takes over the pending entries of the last one. An "
                    + "entry that fails delays the entries behind it until it is done or dead.")
    private @Nullable String lease;

    @UriParam(
            label = "consumer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "3s",
            description = "How long the lease and the consumer name outlive a process that died.")
    private long leaseTime = 3000;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "The most entries of one exchange. With 1, the body is that of the entry; with more, "
                    + "it is a list of messages, also if there is only one. Keyed: all of one key.")
    private int batchSize = 1;

    @UriParam(
            label = "consumer",
            defaultValue = "64",
            description = "The most exchanges in work at a time; with lease always one. An exchange needs a "
                    + "thread only while the route works synchronously.")
    private int maxInFlight = 64;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description = "How long entries belong to a consumer without a sign of life; then another consumer "
                    + "gets them. A live consumer renews its ownership at every third.")
    private long visibility = 30000;

    @UriParam(
            label = "consumer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "1s",
            description = "Group, drain: how long one read waits, 100 ms to 1 minute.")
    private long block = 1000;

    @UriParam(
            label = "consumer",
            defaultValue = "5",
            description = "After this many failures, or deaths of its consumer in a row, an entry moves to the "
                    + "dead letters, the stream with the suffix :dead.")
    private int maxDeliveries = 5;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            defaultValue = "1s",
            description = "The pause after the first failure. It doubles with each further failure, and each "
                    + "pause is shortened by up to a half at random.")
    private long backoff = 1000;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            defaultValue = "1m",
            description = "The longest pause after a failure.")
    private long maxBackoff = 60000;

    @UriParam(
            label = "consumer",
            defaultValue = "unlimited",
            description = "Keyed: the rate of all consumers together, such as 30/s, 20/m, 1000/h, 30/s,5 (of "
                    + "which 5 may come at once), or unlimited.")
    private String rate = "unlimited";

    @UriParam(
            label = "consumer",
            description = "Keyed: the rate of each key, a KeyPace bean such as #chatPace. By default " + "unlimited.")
    private @Nullable KeyPace keyPace;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Group: at start, take over the pending entries of consumers whose name is not "
                    + "leased any more, and remove these consumers from the group.")
    private boolean flushConsumers;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            defaultValue = "0",
            description = "Group: how long entries stay after all groups of the stream have acknowledged them. "
                    + "Older entries are removed, at intervals of a tenth of this time, but at least every "
                    + "minute. Entries that a group has not acknowledged or not read stay. 0: nothing is "
                    + "removed.")
    private long retention;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            defaultValue = "0",
            description =
                    "How long dead letters stay; older ones are removed. 0: until they are replayed or " + "discarded.")
    private long deadRetention;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether the MBean shows the fields of dead letters. False where they are personal data.")
    private boolean deadFieldsShown = true;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether to write together with the settlement of the exchange instead of "
                    + "immediately. The exchange must come from a redis-streams consumer. The entry is "
                    + "written if the exchange succeeds, together with its acknowledgement.")
    private boolean settle;

    @UriParam(label = "producer", description = "Keyed: the key of messages without the header CamelRedisStreamsKey.")
    private @Nullable String key;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "0",
            description = "Keyed: an entry whose id (header CamelRedisStreamsDeduplicationId) was written within this "
                    + "time is not written again. 0: no such check.")
    private long deduplication;

    @UriParam(
            defaultValue = "add",
            description = "add: write the body to the stream; as a consumer: read the stream. drain: move a "
                    + "list into the stream; as a consumer: as soon as the list has elements. After a "
                    + "drain the body is the number of moved elements.")
    private Operation operation = Operation.add;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description = "The most entries of the stream: each write removes the oldest entries beyond that, "
                    + "but never an entry that a group has not acknowledged or not read. If these alone "
                    + "are more, the stream grows beyond the limit and raises an alarm: an error in the "
                    + "log, a counter, and a health check that is down. 0: no limit.")
    private long maxLen;

    @UriParam(description = "The list to drain, without the key prefix.")
    private @Nullable String list;

    @UriParam(
            label = "advanced",
            defaultValue = "1000",
            description = "The most elements that one script moves; it runs until the list is empty.")
    private int drainLimit = 1000;

    /** A copy for one endpoint. */
    public RedisStreamsConfiguration copy() {
        try {
            return (RedisStreamsConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** The Redis key of the stream. */
    public String streamKey() {
        return keyPrefix + stream;
    }

    /** The option {@code rate}. */
    public Rate parsedRate() {
        return Rate.parse(rate);
    }

    /** The option {@code keyPace}; by default unlimited. */
    public KeyPace pace() {
        return keyPace == null ? KeyPace.UNLIMITED : keyPace;
    }

    /** The option {@code visibility}. */
    public Duration visibilityTime() {
        return Duration.ofMillis(visibility);
    }

    public String getStream() {
        return stream;
    }

    public void setStream(String stream) {
        this.stream = stream;
    }

    public String getRedisUri() {
        return redisUri;
    }

    public void setRedisUri(String redisUri) {
        this.redisUri = redisUri;
    }

    public @Nullable AbstractRedisClient getClient() {
        return client;
    }

    public void setClient(@Nullable AbstractRedisClient client) {
        this.client = client;
    }

    public boolean isCluster() {
        return cluster;
    }

    public void setCluster(boolean cluster) {
        this.cluster = cluster;
    }

    public String getKeyPrefix() {
        return keyPrefix;
    }

    public void setKeyPrefix(String keyPrefix) {
        this.keyPrefix = keyPrefix;
    }

    public boolean isKeyed() {
        return keyed;
    }

    public void setKeyed(boolean keyed) {
        this.keyed = keyed;
    }

    public @Nullable String getGroup() {
        return group;
    }

    public void setGroup(@Nullable String group) {
        this.group = group;
    }

    public @Nullable String getConsumerName() {
        return consumerName;
    }

    public void setConsumerName(@Nullable String consumerName) {
        this.consumerName = consumerName;
    }

    public @Nullable String getLease() {
        return lease;
    }

    public void setLease(@Nullable String lease) {
        this.lease = lease;
    }

    public long getLeaseTime() {
        return leaseTime;
    }

    public void setLeaseTime(long leaseTime) {
        this.leaseTime = leaseTime;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getVisibility() {
        return visibility;
    }

    public void setVisibility(long visibility) {
        this.visibility = visibility;
    }

    public long getBlock() {
        return block;
    }

    public void setBlock(long block) {
        this.block = block;
    }

    public int getMaxDeliveries() {
        return maxDeliveries;
    }

    public void setMaxDeliveries(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    public long getBackoff() {
        return backoff;
    }

    public void setBackoff(long backoff) {
        this.backoff = backoff;
    }

    public long getMaxBackoff() {
        return maxBackoff;
    }

    public void setMaxBackoff(long maxBackoff) {
        this.maxBackoff = maxBackoff;
    }

    public String getRate() {
        return rate;
    }

    public void setRate(String rate) {
        this.rate = rate;
    }

    public @Nullable KeyPace getKeyPace() {
        return keyPace;
    }

    public void setKeyPace(@Nullable KeyPace keyPace) {
        this.keyPace = keyPace;
    }

    public boolean isFlushConsumers() {
        return flushConsumers;
    }

    public void setFlushConsumers(boolean flushConsumers) {
        this.flushConsumers = flushConsumers;
    }

    public long getRetention() {
        return retention;
    }

    public void setRetention(long retention) {
        this.retention = retention;
    }

    public long getDeadRetention() {
        return deadRetention;
    }

    public void setDeadRetention(long deadRetention) {
        this.deadRetention = deadRetention;
    }

    public boolean isDeadFieldsShown() {
        return deadFieldsShown;
    }

    public void setDeadFieldsShown(boolean deadFieldsShown) {
        this.deadFieldsShown = deadFieldsShown;
    }

    public long getDeduplication() {
        return deduplication;
    }

    public void setDeduplication(long deduplication) {
        this.deduplication = deduplication;
    }

    public boolean isSettle() {
        return settle;
    }

    public void setSettle(boolean settle) {
        this.settle = settle;
    }

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String key) {
        this.key = key;
    }

    public Operation getOperation() {
        return operation;
    }

    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    public long getMaxLen() {
        return maxLen;
    }

    public void setMaxLen(long maxLen) {
        this.maxLen = maxLen;
    }

    public @Nullable String getList() {
        return list;
    }

    public void setList(@Nullable String list) {
        this.list = list;
    }

    public int getDrainLimit() {
        return drainLimit;
    }

    public void setDrainLimit(int drainLimit) {
        this.drainLimit = drainLimit;
    }
}
