package dev.vestnik.incident.card;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Owner;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cards of all incidents: at most one of each incident in a chat. */
public final class CardStore {
    private static final LuaScript READ = LuaScript.load("/lua", "card_read");
    private static final LuaScript UPDATED = LuaScript.load("/lua", "cards_updated");

    private static final String STORM = "storm ";
    private static final String GROUP = "group ";

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Duration closedRetention;
    private final Duration messageRetention;

    /**
     * @param closedRetention how long the cards of a closed incident are kept
     * @param messageRetention for how long it is known that a message is or was a card
     */
    public CardStore(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            Duration closedRetention,
            Duration messageRetention) {
        this.redis = redis;
        this.keys = keys;
        this.closedRetention = closedRetention;
        this.messageRetention = messageRetention;
    }

    /**
     * The chats that see an incident.
     *
     * @param withCard as a card of its own
     * @param inStorm folded into the storm of the chat
     * @param groups the names of groups and topics with a copy
     */
    public record Chats(List<Long> withCard, List<Long> inStorm, List<String> groups) {
        public Chats {
            withCard = List.copyOf(withCard);
            inStorm = List.copyOf(inStorm);
            groups = List.copyOf(groups);
        }
    }

    /** An incident whose cards do not show its last state, and when it changed, in epoch milliseconds. */
    public record Outdated(String key, long changed) {}

    /** The incident of this key, without its holders; empty: there is none. */
    public Optional<Incident> incident(String key) {
        return Optional.ofNullable(redis.get(keys.incident(key))).map(json -> IncidentStore.read(json, List.of()));
    }

    /** What the card of this incident shows in this chat; empty: there is no such incident. */
    public Optional<CardState> read(String key, long chat) {
        return read(key, Long.toString(chat), false);
    }

    /** The same for the copy in a group or topic of this name. */
    public Optional<CardState> readCopy(String key, String place) {
        return read(key, GROUP + place, false);
    }

    /**
     * The same, for a card that is sent with what it shows now. A change of the incident after this moment counts the chat among
     * those with a card.
     */
    public Optional<CardState> begin(String key, long chat) {
        return read(key, Long.toString(chat), true);
    }

    private Optional<CardState> read(String key, String chat, boolean begins) {
        List<Object> reply = READ.list(
                redis,
                List.of(keys.incident(key), keys.owner(key), keys.cards(key), keys.holders(key), keys.history(key)),
                List.of(chat, begins ? "1" : "0"));
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        String owner = reply.get(1).toString();
        String card = reply.get(2).toString();
        return Optional.of(new CardState(
                IncidentStore.read(reply.get(0).toString(), texts(reply.get(3))),
                owner.isEmpty() ? null : RedisJson.read(owner, Owner.class),
                card.isEmpty() ? null : RedisJson.read(card, Card.class),
                texts(reply.get(4)).stream()
                        .map(line -> RedisJson.read(line, HistoryEntry.class))
                        .toList(),
                (Long) reply.get(5)));
    }

    private static List<String> texts(@Nullable Object reply) {
        return reply instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /**
     * The writes, for the settlement of its message, by which this is the card of the chat.
     *
     * @param closed whether the incident is closed
     */
    public List<RedisWrite> shown(String key, long chat, Card card, boolean closed) {
        return shown(key, chat, Long.toString(chat), card, closed);
    }

    /** The same for the copy in a group or topic of this name. */
    public List<RedisWrite> copyShown(String key, long chat, String place, Card copy, boolean closed) {
        return shown(key, chat, GROUP + place, copy, closed);
    }

    private List<RedisWrite> shown(String key, long chat, String field, Card card, boolean closed) {
        List<RedisWrite> writes = new ArrayList<>();
        writes.add(RedisWrite.of("HSET", keys.cards(key), field, RedisJson.write(card)));
        if (closed) {
            writes.add(RedisWrite.of("PEXPIRE", keys.cards(key), Long.toString(closedRetention.toMillis())));
        }
        writes.add(known(key, chat, card.message()));
        return writes;
    }

    /** The write, for the settlement of its message, by which this message of a chat is or was a card of the incident. */
    public RedisWrite known(String key, long chat, long message) {
        return RedisWrite.set(keys.cardMessage(chat, message), key, messageRetention);
    }

    /**
     * The writes by which this chat, whose person is not reachable, gets the last state of the card later, see
     * {@link #showMissed}.
     */
    public List<RedisWrite> missed(String key, long chat) {
        String missed = keys.missedCards(chat);
        return List.of(
                RedisWrite.of("SADD", missed, key),
                RedisWrite.of("PEXPIRE", missed, Long.toString(closedRetention.toMillis())));
    }

    /** The person of this chat is reachable again: what changed meanwhile is outdated. */
    public void showMissed(long chat, Instant now) {
        String missed = keys.missedCards(chat);
        redis.smembers(missed).forEach(key -> redis.zadd(keys.outdatedCards(), now.toEpochMilli(), key));
        redis.del(missed);
    }

    /** The key of the incident whose card this message of a chat is, or was; empty: it is no card. */
    public Optional<String> keyOf(long chat, long message) {
        return Optional.ofNullable(redis.get(keys.cardMessage(chat, message)));
    }

    /** The chats that have a card of this incident, or are about to get one. */
    public Chats chats(String key) {
        List<Long> withCard = new ArrayList<>();
        List<Long> inStorm = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (String field : redis.hkeys(keys.cards(key))) {
            if (field.startsWith(STORM)) {
                inStorm.add(Long.valueOf(field.substring(STORM.length())));
            } else if (field.startsWith(GROUP)) {
                groups.add(field.substring(GROUP.length()));
            } else {
                withCard.add(Long.valueOf(field));
            }
        }
        return new Chats(withCard, inStorm, groups);
    }

    /** The field that stands for the storm of this chat, beside the cards of an incident. */
    static String stormField(long chat) {
        return STORM + chat;
    }

    /** The incidents whose cards do not show their last state, those that changed first at the beginning. */
    public List<Outdated> outdated(int max) {
        return redis.zrangeWithScores(keys.outdatedCards(), 0, max - 1L).stream()
                .map(one -> new Outdated(one.getValue(), (long) one.getScore()))
                .toList();
    }

    /** The incidents that groups have not been told of yet, the oldest first. */
    public List<Outdated> opened(int max) {
        return redis.zrangeWithScores(keys.openedIncidents(), 0, max - 1L).stream()
                .map(one -> new Outdated(one.getValue(), (long) one.getScore()))
                .toList();
    }

    /** The same for this incident; empty: its cards show its last state. */
    public List<Outdated> outdated(String key) {
        Double changed = redis.zscore(keys.outdatedCards(), key);
        return changed == null ? List.of() : List.of(new Outdated(key, changed.longValue()));
    }

    /** The chats of these incidents will show their last state; what has changed again meanwhile stays outdated. */
    public void updated(List<Outdated> incidents) {
        forget(keys.outdatedCards(), incidents);
    }

    /** The groups will be told of these incidents. */
    public void told(List<Outdated> incidents) {
        forget(keys.openedIncidents(), incidents);
    }

    private void forget(String zset, List<Outdated> incidents) {
        if (incidents.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>();
        incidents.forEach(one -> {
            arguments.add(one.key());
            arguments.add(Long.toString(one.changed()));
        });
        UPDATED.number(redis, List.of(zset), arguments);
    }
}
