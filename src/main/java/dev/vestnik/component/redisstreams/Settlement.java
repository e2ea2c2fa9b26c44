package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The writes and decisions that Redis performs when an exchange of a {@code redis-streams:} consumer succeeds. One script
 * checks that the consumer still owns the entries and that Redis can perform everything, performs the enlisted writes in their
 * order, and acknowledges the entries last. If the exchange fails, or the entries have another owner by then, Redis writes
 * nothing.
 *
 * <p>The settlement is an exchange property, so splits share it. All methods may be called from any thread until the exchange
 * of the consumer has ended; after that they throw an {@link IllegalStateException}. Keys are full Redis keys, key prefix
 * included.
 */
public interface Settlement {
    /** The most words of an enlisted command: Lua in Redis takes 8,000 at a time. */
    int MOST_WORDS = 7000;

    /**
     * The settlement of the consumer's exchange that this exchange is, or stems from.
     *
     * @throws IllegalStateException if the exchange does not come from a redis-streams consumer
     */
    static Settlement of(Exchange exchange) {
        Settlement settlement = exchange.getProperty(RedisStreamsConstants.SETTLEMENT, Settlement.class);
        if (settlement == null) {
            throw new IllegalStateException("The exchange " + exchange.getExchangeId()
                    + " has no settlement: it does not come from a redis-streams consumer");
        }
        return settlement;
    }

    /**
     * Enlists a Redis write: the command and its arguments, at most {@value #MOST_WORDS} words.
     *
     * <p>The script first checks for all writes whether the user of Redis has the right, whether the key has the right type, and
     * whether a value that is incremented is a number. It knows the commands of preflight.lua; of another command it checks
     * the right only, so enlist one only if Redis cannot refuse it otherwise, or if it may happen twice. If one check fails,
     * nothing is written. Then the settlement of a single entry, or of a key, is repeated for as long as an entry that fails
     * is delivered again; the exchange is not. After that the entries become dead letters with the reason
     * {@code settlement-refused}, without the enlisted writes. A batch of a group is delivered again one by one instead, so
     * that one entry does not hold up its neighbours. Meanwhile the health of the consumer is down with the cause.
     */
    default void enlist(String... command) {
        enlist(List.of(command));
    }

    /** Enlists a Redis write, see {@link #enlist(String...)}. */
    void enlist(List<String> command);

    /** Enlists an entry of a keyed stream. */
    void enlistKeyed(String stream, String key, Map<String, String> fields);

    /** Leaves these entries of the batch as they are, for the next exchange; see {@link #dueIn}. */
    default void keep(Collection<String> ids) {
        keep(ids, Duration.ZERO);
    }

    /**
     * Leaves these entries of the batch as they are, for another exchange after this time; no failure is counted. Keyed, or
     * with a lease: kept entries behind them wait for them. Keyed: they are delivered together.
     *
     * @throws IllegalArgumentException if one of them is no entry of this exchange
     */
    void keep(Collection<String> ids, Duration after);

    /**
     * Moves these entries of the batch to the dead letters, while the other entries are done.
     *
     * @throws IllegalArgumentException if one of them is no entry of this exchange
     */
    void dead(Collection<String> ids, String reason);

    /**
     * Keyed: as {@link #dead}, for entries that were not written by this component but by hand. They are counted as added, so
     * that the {@link StreamTally} balances.
     *
     * @throws IllegalArgumentException if one of them is no entry of this exchange
     */
    void foreign(Collection<String> ids, String reason);

    /** Keyed: the key is not due before this time is over. Group: kept entries are not delivered before. */
    void dueIn(Duration time);

    /**
     * Keyed: no consumer takes any key before this time is over, however the exchange ends. For a target that refuses all
     * senders for a while. Exchanges in work continue.
     */
    void holdAll(Duration time);

    /** The ids of the entries of the exchange, in order. */
    List<String> ids();
}
