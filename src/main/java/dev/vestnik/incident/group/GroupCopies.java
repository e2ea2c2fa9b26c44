package dev.vestnik.incident.group;

import dev.vestnik.incident.card.Card;
import dev.vestnik.incident.card.CardState;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The copies of incidents in groups: one of each incident in a place, alone or within a digest. */
public final class GroupCopies {
    /** The field of a card's entry that says that it is part of a digest. */
    private static final String DIGEST = "digest";

    /** The field of a card's entry with the reference of its event. */
    private static final String EVENT = "event";

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final CardStore cards;
    private final Duration retention;

    /** @param retention how long it is known which incidents a digest shows */
    public GroupCopies(RedisClusterCommands<String, String> redis, Keys keys, CardStore cards, Duration retention) {
        this.redis = redis;
        this.keys = keys;
        this.cards = cards;
        this.retention = retention;
    }

    /** What the copy of this incident shows in this place; empty: there is no such incident. */
    public Optional<CardState> read(String key, Place place) {
        return cards.readCopy(key, place.name());
    }

    /** The reference of the event that this copy shows; null: it is not known. */
    public static @Nullable String eventOf(Card copy) {
        return copy.entry().get(EVENT);
    }

    /** A copy that shows this event, as a message of its own. */
    public static Card showing(String event, long message, int generation, int rank, boolean ended, String shown) {
        return new Card(message, generation, rank, false, ended, 0, shown, Map.of(EVENT, event));
    }

    /** Whether this copy is part of a digest. */
    public static boolean isInDigest(Card copy) {
        return copy.entry().containsKey(DIGEST);
    }

    /** The copy of an incident that a digest shows. */
    public static Card inDigest(long message, int generation, int rank, boolean ended) {
        return new Card(message, generation, rank, false, ended, 0, "", Map.of(DIGEST, "1"));
    }

    /** The digest that this message of a place is; empty: it is none, or is not kept any more. */
    public Optional<GroupDigest> digest(Place place, long message) {
        return Optional.ofNullable(redis.get(keys.groupDigest(place.chat(), message)))
                .map(json -> RedisJson.read(json, GroupDigest.class));
    }

    /** The digest of this place that incidents were added to last; empty: there is none. */
    public Optional<GroupDigest> lastDigest(Place place) {
        return Optional.ofNullable(redis.get(keys.lastGroupDigest(place.name())))
                .flatMap(message -> digest(place, Long.parseLong(message)));
    }

    /**
     * The writes, for the settlement of its message, by which this is the copy in this place.
     *
     * @param closed whether the incident is closed
     */
    public List<RedisWrite> shown(String key, Place place, Card copy, boolean closed) {
        return cards.copyShown(key, place.chat(), place.name(), copy, closed);
    }

    /** The writes, for the settlement of its message, by which the place has this digest. */
    public List<RedisWrite> shown(Place place, GroupDigest digest) {
        String message = Long.toString(digest.message());
        List<RedisWrite> writes = new ArrayList<>();
        writes.add(
                RedisWrite.set(keys.groupDigest(place.chat(), digest.message()), RedisJson.write(digest), retention));
        writes.add(RedisWrite.set(keys.lastGroupDigest(place.name()), message, retention));
        return writes;
    }
}
