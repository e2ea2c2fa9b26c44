package dev.vestnik.outbox;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.outbox.PendingBatch.Dropped;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what the entries of one chat refer to, and sets aside what is not to be sent any more: what has expired, and
 * all of it where the chat is no reachable user's by now. A group, whose id is negative, needs no user.
 */
public final class OutboxReader {
    /** So many entries are looked up with one command; nearly always all there are. */
    private static final int AT_ONCE = 200;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UserService users;
    private final DirectoryService directories;
    private final Clock clock;
    private final ReaderLocale anyone;
    private final int enough;

    /**
     * @param anyone the language and the zone of those whose own are not known
     * @param enough once so many characters of events were read, the rest waits, so that memory is bounded
     */
    public OutboxReader(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            UserService users,
            DirectoryService directories,
            Clock clock,
            ReaderLocale anyone,
            int enough) {
        this.redis = redis;
        this.keys = keys;
        this.users = users;
        this.directories = directories;
        this.clock = clock;
        this.anyone = anyone;
        this.enough = enough;
    }

    /** An entry of the outbox, by its id. */
    public record Slot(String id, OutboxEntry entry) {}

    /** Where messages for this chat go: itself, or the supergroup that the group has become. */
    public long address(long chat) {
        String supergroup = chat < 0 ? redis.get(keys.supergroup(chat)) : null;
        return supergroup == null ? chat : Long.parseLong(supergroup);
    }

    /** The write by which all later messages for this group go to the supergroup that it has become. */
    public RedisWrite redirect(long group, long supergroup) {
        return RedisWrite.set(keys.supergroup(group), Long.toString(supergroup));
    }

    /**
     * @param slots of this chat, in order; at least one
     * @throws IllegalStateException if Redis holds something else than an event where an entry points to
     */
    public PendingBatch read(long chat, List<Slot> slots) {
        List<@Nullable String> values = new ArrayList<>();
        int characters = 0;
        int read = 0;
        while (read < slots.size() && characters < enough) {
            List<Slot> part = slots.subList(read, Math.min(slots.size(), read + AT_ONCE));
            List<@Nullable String> loaded = load(chat, part, read == 0);
            for (String value : loaded) {
                characters += value == null ? 0 : value.length();
            }
            values.addAll(loaded);
            read += part.size();
        }
        ReaderLocale reader = chat < 0 ? anyone : reader(chat, values.get(0), values.get(1));
        return sift(chat, reader, slots, values.subList(3, values.size()), values.get(2));
    }

    /** The texts of the events, behind the versions of users and directory and the sound if these are wanted too. */
    private List<@Nullable String> load(long chat, List<Slot> slots, boolean first) {
        List<String> names = new ArrayList<>();
        if (first) {
            names.add(keys.usersVersion());
            names.add(keys.directoryVersion());
            names.add(keys.sounded(chat));
        }
        for (Slot slot : slots) {
            names.add(keys.event(slot.entry().event()));
        }
        List<@Nullable String> values = new ArrayList<>(names.size());
        redis.mget(names.toArray(String[]::new)).forEach(value -> values.add(value.getValueOrElse(null)));
        return values;
    }

    /** null: not reachable. */
    private @Nullable ReaderLocale reader(long chat, @Nullable String usersVersion, @Nullable String directoryVersion) {
        User user = users.at(usersVersion).byChat(chat).orElse(null);
        if (user == null || !user.reachable()) {
            return null;
        }
        Person person = directories.at(directoryVersion).person(user.phone()).orElse(null);
        ZoneId own = person == null ? null : person.zone();
        return new ReaderLocale(user.language(), own == null ? anyone.zone() : own);
    }

    private PendingBatch sift(
            long chat,
            @Nullable ReaderLocale reader,
            List<Slot> slots,
            List<@Nullable String> texts,
            @Nullable String sounded) {
        Instant now = clock.instant();
        List<PendingEvent> waiting = new ArrayList<>();
        List<Dropped> dropped = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Slot slot = slots.get(i);
            String text = texts.get(i);
            Event event = text == null ? null : EventJson.read(text);
            if (event == null || expired(event, now)) {
                dropped.add(new Dropped(slot.id(), slot.entry(), DeliveryOutcome.EXPIRED));
            } else if (reader == null) {
                dropped.add(new Dropped(slot.id(), slot.entry(), DeliveryOutcome.UNREACHABLE));
            } else {
                waiting.add(new PendingEvent(slot.id(), slot.entry(), event));
            }
        }
        List<String> unread = new ArrayList<>();
        for (Slot slot : slots.subList(texts.size(), slots.size())) {
            unread.add(slot.id());
        }
        return new PendingBatch(chat, reader == null ? anyone : reader, waiting, dropped, unread, sounded);
    }

    private static boolean expired(Event event, Instant now) {
        return event.expires() != null && event.time().plus(event.expires()).isBefore(now);
    }
}
