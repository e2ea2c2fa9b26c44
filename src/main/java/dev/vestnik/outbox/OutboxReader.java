package dev.vestnik.outbox;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.outbox.ChatState.Sound;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingBatch.Dropped;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the events that the entries of one chat refer to, and drops the entries that must not be sent any more: expired
 * ones, escalations of incidents that somebody has taken or closed, and all of them if the chat does not belong to a
 * reachable user. A group, whose id is negative, needs no user.
 */
public final class OutboxReader {
    /** The name of the live digest of events that do not wake, see {@link Keys#digest}. */
    public static final String DIGEST = "events";

    /** The name of the live digest of waking events. */
    public static final String ALARMS = "alarms";

    /** The kind of the text that ends a live digest; its text is the digest's name. */
    public static final String DIGEST_END = "digest-end";

    /** At most one sound in this time in a chat. */
    public static final Duration SOUND_INTERVAL = Duration.ofSeconds(10);

    /** Entries loaded with one command. */
    private static final int CHUNK = 200;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UserService users;
    private final DirectoryService directories;
    private final CardStore cards;
    private final Clock clock;
    private final ReaderLocale defaultLocale;
    private final int maxCharacters;

    /**
     * @param defaultLocale for groups, and for what the directory does not say about a person
     * @param maxCharacters bounds the memory: once so many characters of events are loaded, the other entries stay
     *     unread
     */
    public OutboxReader(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            UserService users,
            DirectoryService directories,
            CardStore cards,
            Clock clock,
            ReaderLocale defaultLocale,
            int maxCharacters) {
        this.redis = redis;
        this.keys = keys;
        this.users = users;
        this.directories = directories;
        this.cards = cards;
        this.clock = clock;
        this.defaultLocale = defaultLocale;
        this.maxCharacters = maxCharacters;
    }

    private static final class StoredFields extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
    }

    /** An entry of the outbox with its id. */
    public record Slot(String id, OutboxEntry entry) {}

    /** The chat that messages for this chat go to: itself, or the supergroup that replaced the group. */
    public long address(long chat) {
        String supergroup = chat < 0 ? redis.get(keys.supergroup(chat)) : null;
        return supergroup == null ? chat : Long.parseLong(supergroup);
    }

    /**
     * Finds the text, or loads the events, that are sent next. While there is a text to send, the events wait; while there is a
     * card to edit, both are there.
     *
     * @param slots the events of this chat, in order
     * @param texts the texts of this chat, in order
     * @throws IllegalStateException if an entry refers to something else than an event
     */
    public PendingBatch read(long chat, List<Slot> slots, List<PendingText> texts) {
        boolean member = chat < 0 || texts.isEmpty() || users.byChat(chat).isPresent();
        PendingTexts pending = PendingTexts.of(texts, clock.instant(), member);
        PendingText next = pending.next();
        boolean waits = next == null ? !pending.later().isEmpty() : !next.text().isCard();
        if (waits || slots.isEmpty()) {
            List<String> unread = new ArrayList<>(pending.later());
            slots.forEach(slot -> unread.add(slot.id()));
            return texts(chat, unread, pending);
        }
        return readEvents(chat, slots, pending);
    }

    private PendingBatch readEvents(long chat, List<Slot> slots, PendingTexts texts) {
        List<String> stateKeys = List.of(
                keys.usersVersion(),
                keys.directoryVersion(),
                keys.sounded(chat),
                keys.alarms(chat),
                keys.digest(DIGEST, chat),
                keys.digest(ALARMS, chat));
        List<@Nullable String> values = new ArrayList<>();
        int characters = 0;
        int read = 0;
        while (read < slots.size() && characters < maxCharacters) {
            List<Slot> chunk = slots.subList(read, Math.min(slots.size(), read + CHUNK));
            List<@Nullable String> loaded = load(read == 0 ? stateKeys : List.of(), chunk);
            for (String value : loaded) {
                characters += value == null ? 0 : value.length();
            }
            values.addAll(loaded);
            read += chunk.size();
        }
        ReaderLocale reader = chat < 0 ? defaultLocale : reader(chat, values.get(0), values.get(1));
        return batch(chat, reader, slots, values.subList(stateKeys.size(), values.size()), values, texts);
    }

    private List<@Nullable String> load(List<String> stateKeys, List<Slot> slots) {
        List<String> names = new ArrayList<>(stateKeys);
        slots.forEach(slot -> names.add(keys.event(slot.entry().event())));
        List<@Nullable String> values = new ArrayList<>(names.size());
        redis.mget(names.toArray(String[]::new)).forEach(value -> values.add(value.getValueOrElse(null)));
        for (int i = stateKeys.size(); i < names.size(); i++) {
            if (values.get(i) == null) {
                checkExpired(names.get(i));
            }
        }
        return values;
    }

    /** MGET answers nil for a key of another type, too; such an event is not expired. */
    private void checkExpired(String key) {
        String type = redis.type(key);
        if (!type.equals("none")) {
            throw new IllegalStateException(key + " is a " + type + "; an event is a string");
        }
    }

    /** @return null: not reachable */
    private @Nullable ReaderLocale reader(long chat, @Nullable String usersVersion, @Nullable String directoryVersion) {
        User user = users.at(usersVersion).byChat(chat).orElse(null);
        if (user == null || !user.reachable()) {
            return null;
        }
        ZoneId zone = directories
                .at(directoryVersion)
                .person(user.phone())
                .map(Person::zone)
                .orElse(defaultLocale.zone());
        return new ReaderLocale(user.language(), zone);
    }

    private PendingBatch batch(
            long chat,
            @Nullable ReaderLocale reader,
            List<Slot> slots,
            List<@Nullable String> events,
            List<@Nullable String> state,
            PendingTexts texts) {
        Instant now = clock.instant();
        List<PendingEvent> pending = new ArrayList<>();
        List<Dropped> dropped = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Slot slot = slots.get(i);
            String text = events.get(i);
            Event event = text == null ? null : EventJson.read(text);
            if (event == null || isExpired(event, now) || isOver(slot.entry(), event)) {
                dropped.add(new Dropped(slot.id(), slot.entry(), DeliveryOutcome.EXPIRED));
            } else if (reader == null) {
                dropped.add(new Dropped(slot.id(), slot.entry(), DeliveryOutcome.UNREACHABLE));
            } else {
                pending.add(new PendingEvent(slot.id(), slot.entry(), event));
            }
        }
        List<String> unread = new ArrayList<>(texts.later());
        slots.subList(events.size(), slots.size()).forEach(slot -> unread.add(slot.id()));
        ChatState chatState = new ChatState(
                lately(state.get(2), now), state.get(3), state.get(4), state.get(5), changes(chat, pending));
        return new PendingBatch(
                chat, reader == null ? defaultLocale : reader, pending, dropped, unread, chatState, texts, null);
    }

    /** @param sounded see {@link Keys#sounded} */
    private static Sound lately(@Nullable String sounded, Instant now) {
        if (sounded == null) {
            return Sound.NONE;
        }
        String[] parts = sounded.split(" ");
        Duration ago = Duration.between(Instant.ofEpochMilli(Long.parseLong(parts[0])), now);
        if (ago.compareTo(SOUND_INTERVAL) >= 0) {
            return Sound.NONE;
        }
        return parts.length > 1 && parts[1].equals(Sound.WAKING.name()) ? Sound.WAKING : Sound.OTHER;
    }

    private Map<String, String> changes(long chat, List<PendingEvent> pending) {
        String[] about = pending.stream()
                .map(event -> event.event().key())
                .filter(Objects::nonNull)
                .distinct()
                .limit(CHUNK)
                .toArray(String[]::new);
        Map<String, String> changes = new HashMap<>();
        if (about.length > 0) {
            List<KeyValue<String, String>> values = redis.mget(
                    Stream.of(about).map(key -> keys.changes(chat, key)).toArray(String[]::new));
            for (int i = 0; i < about.length; i++) {
                String value = values.get(i).getValueOrElse(null);
                if (value != null) {
                    changes.put(about[i], value);
                }
            }
        }
        return changes;
    }

    /** A batch with a text; with the end of a digest, the events of that digest. */
    private PendingBatch texts(long chat, List<String> unread, PendingTexts texts) {
        Sound sounded = lately(redis.get(keys.sounded(chat)), clock.instant());
        ChatState state = new ChatState(sounded, null, null, null, Map.of());
        PendingText next = texts.next();
        if (next == null || !next.text().kind().equals(DIGEST_END)) {
            return new PendingBatch(chat, defaultLocale, List.of(), List.of(), unread, state, texts, null);
        }
        ReaderLocale reader = chat < 0
                ? defaultLocale
                : reader(chat, redis.get(keys.usersVersion()), redis.get(keys.directoryVersion()));
        String name = next.text().html();
        FinishedDigest finished = reader == null ? null : finished(chat, name);
        return new PendingBatch(
                chat, reader == null ? defaultLocale : reader, List.of(), List.of(), unread, state, texts, finished);
    }

    private FinishedDigest finished(long chat, String name) {
        String list = keys.digestEvents(name, chat);
        long total = redis.llen(list);
        List<PendingEvent> events = new ArrayList<>();
        int characters = 0;
        int read = 0;
        while (read < total && characters < maxCharacters) {
            List<OutboxEntry> entries = redis.lrange(list, read, read + CHUNK - 1).stream()
                    .map(line -> OutboxEntry.of(chat, RedisJson.read(line, StoredFields.class)))
                    .toList();
            List<KeyValue<String, String>> values = redis.mget(
                    entries.stream().map(entry -> keys.event(entry.event())).toArray(String[]::new));
            for (int i = 0; i < entries.size(); i++) {
                if (values.get(i).hasValue()) {
                    characters += values.get(i).getValue().length();
                    events.add(new PendingEvent(
                            "", entries.get(i), EventJson.read(values.get(i).getValue())));
                }
            }
            read += entries.size();
        }
        return new FinishedDigest(name, redis.get(keys.digest(name, chat)), total, events, read);
    }

    /** The id of the last entry of a held chat that was dispatched again; null: none. */
    public @Nullable String passedOn(long chat) {
        return redis.get(keys.passedOn(chat));
    }

    /**
     * The live digests that have had no events since this time, each as the text that ends it, for the queue of its chat.
     */
    public List<OutboxText> endedDigests(Duration quiet, Duration patience) {
        Instant now = clock.instant();
        Range<Long> quietSince = Range.create(0L, now.minus(quiet).toEpochMilli());
        return redis.zrangebyscore(keys.liveDigests(), quietSince, Limit.from(CHUNK)).stream()
                .map(live -> live.split(" "))
                .map(live -> new OutboxText(
                        Long.parseLong(live[1]),
                        DIGEST_END,
                        live[0],
                        null,
                        null,
                        "end:" + live[0],
                        null,
                        now.plus(patience)))
                .toList();
    }

    /** These digests have an end in the queue of their chat. */
    public void forgetDigests(List<OutboxText> ends) {
        ends.forEach(end -> redis.zrem(keys.liveDigests(), end.html() + " " + end.chat()));
    }

    /** Whether somebody took, closed or silenced the incident, about which the person would be told because nobody did. */
    private boolean isOver(OutboxEntry entry, Event event) {
        String key = event.key();
        return (entry.why() == Why.ESCALATED || entry.why() == Why.UNSILENCED)
                && key != null
                && cards.read(key, entry.chat())
                        .filter(state -> state.owner() == null
                                && state.incident().open()
                                && !state.incident().isSilenced())
                        .isEmpty();
    }

    private static boolean isExpired(Event event, Instant now) {
        return event.expires() != null && event.time().plus(event.expires()).isBefore(now);
    }
}
