package dev.vestnik.ledger;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.ledger.DeliveryRecord.State;
import dev.vestnik.ledger.PersonHistory.Told;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.StreamId;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers administrators what became of an event, or of the events of a person. Dispatch has told who was to get it, delivery
 * what has become of it; where delivery has not, the outbox and the dead letters are looked at.
 */
public final class LedgerReader {
    /** As many lines of a person, or messages of theirs, as one answer tells. */
    private static final int MOST = 200;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UserService users;
    private final DirectoryService directories;
    private final DeliveryStatus whereabouts;
    private final DeliveryRecordStream told;

    public LedgerReader(
            RedisClusterCommands<String, String> redis, Keys keys, UserService users, DirectoryService directories) {
        this.redis = redis;
        this.keys = keys;
        this.users = users;
        this.directories = directories;
        this.whereabouts = new DeliveryStatus(redis, keys);
        this.told = new DeliveryRecordStream(redis, keys);
    }

    /**
     * @param event the id that its sender gave it, or its id in the stream of events
     * @return each event of that id, the oldest first; empty: the ledger knows none
     */
    public List<EventHistory> event(String event) {
        Set<String> refs = new TreeSet<>(Comparator.comparing(StreamId::of).thenComparing(Comparator.naturalOrder()));
        refs.addAll(redis.smembers(keys.ledgerId(event)));
        refs.add(event);
        return refs.stream().map(this::lines).flatMap(Optional::stream).toList();
    }

    /**
     * @param who a chat's id, a name of the directory, or a phone in E.164
     * @return one for each person of that name; empty: nobody of that name is logged in, and the ledger knows no such chat
     */
    public List<PersonHistory> person(String who) {
        return chats(who).stream().map(this::lines).toList();
    }

    private List<Long> chats(String who) {
        if (who.matches("-?[0-9]{1,18}")) {
            long chat = Long.parseLong(who);
            boolean known = users.byChat(chat).isPresent() || redis.exists(keys.ledgerTold(chat)) > 0;
            return known ? List.of(chat) : List.of();
        }
        Directory directory = directories.current();
        return users.all().all().stream()
                .filter(user -> user.phone().equals(who)
                        || directory
                                .person(user.phone())
                                .filter(person -> person.name().equalsIgnoreCase(who))
                                .isPresent())
                .map(User::chat)
                .toList();
    }

    private Optional<EventHistory> lines(String ref) {
        String text = redis.hget(keys.ledgerDispatched(LedgerBatch.second(ref)), ref);
        Map<String, String> others = redis.hgetall(keys.ledgerOthers(ref));
        if (text == null && others.isEmpty()) {
            return Optional.empty();
        }
        DispatchRecord dispatched = text == null
                ? new DispatchRecord("unknown", Instant.EPOCH, "", List.of())
                : DispatchRecord.parse(ref, text);
        Map<String, PersonRecord> people = new HashMap<>();
        dispatched.entries().forEach(entry -> people.put(AdditionalRecipient.field(entry), line(entry, dispatched.at())));
        others.entrySet()
                .forEach(field -> people.put(
                        field.getKey(), line(AdditionalRecipient.entry(ref, field), AdditionalRecipient.since(field))));
        Event event = events(List.of(ref)).get(ref);
        return Optional.of(new EventHistory(
                ref,
                dispatched.outcome(),
                dispatched.at(),
                dispatched.remark(),
                event == null ? null : event.id(),
                event == null ? null : event.title(),
                people.values().stream()
                        .sorted(Comparator.comparingLong(PersonRecord::chat))
                        .toList()));
    }

    private PersonRecord line(OutboxEntry entry, Instant since) {
        return new PersonRecord(entry.chat(), name(entry.chat()), whereabouts.of(entry, since));
    }

    private PersonHistory lines(long chat) {
        Set<Told> all = new LinkedHashSet<>();
        whereabouts.waiting(chat, MOST).forEach((entry, line) -> all.add(new Told(entry.event(), null, line)));
        whereabouts.dead(chat, MOST).forEach((entry, line) -> all.add(new Told(entry.event(), null, line)));
        told.latest(chat, MOST).stream()
                // Dead letters tell it themselves, also those that no message came by for.
                .filter(entry -> entry.line().state() != State.DEAD)
                .forEach(entry ->
                        entry.events().forEach(event -> all.add(new Told(event.event(), null, entry.lineOf(event)))));
        List<Told> newest = all.stream()
                .sorted(Comparator.comparing((Told one) -> one.line().state() != State.WAITING)
                        .thenComparing(one -> one.line().at(), Comparator.reverseOrder()))
                .limit(MOST)
                .toList();
        Map<String, Event> events = events(newest.stream().map(Told::ref).toList());
        return new PersonHistory(
                chat,
                name(chat),
                newest.stream()
                        .map(one -> new Told(one.ref(), title(events.get(one.ref())), one.line()))
                        .toList());
    }

    private Map<String, Event> events(List<String> refs) {
        Map<String, Event> events = new HashMap<>();
        if (refs.isEmpty()) {
            return events;
        }
        List<KeyValue<String, String>> texts =
                new ArrayList<>(redis.mget(refs.stream().map(keys::event).toArray(String[]::new)));
        for (int i = 0; i < refs.size(); i++) {
            if (texts.get(i).hasValue()) {
                events.put(refs.get(i), EventJson.read(texts.get(i).getValue()));
            }
        }
        return events;
    }

    private static @Nullable String title(@Nullable Event event) {
        return event == null ? null : event.title();
    }

    private @Nullable String name(long chat) {
        return users.all()
                .byChat(chat)
                .flatMap(user -> directories.current().person(user.phone()))
                .map(Person::name)
                .orElse(null);
    }
}
