package dev.vestnik.ledger;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.ledger.PersonHistory.PersonEvent;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.StreamId;
import dev.vestnik.user.HashedChat;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandExecutionException;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers administrators what became of an event, or of the events for a person. Dispatch records the recipients, delivery
 * the outcomes; entries without an outcome are looked up in the outbox and in the dead letters.
 */
public final class LedgerReader {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerReader.class);

    /** The largest number of events, and of messages, in the answer about a person. */
    private static final int MAX_EVENTS = 200;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UserService users;
    private final DirectoryService directories;
    private final DeliveryStatus status;
    private final DeliveryRecordStream records;

    public LedgerReader(
            RedisClusterCommands<String, String> redis, Keys keys, UserService users, DirectoryService directories) {
        this.redis = redis;
        this.keys = keys;
        this.users = users;
        this.directories = directories;
        this.status = new DeliveryStatus(redis, keys);
        this.records = new DeliveryRecordStream(redis, keys);
    }

    /**
     * The histories of the events with this id.
     *
     * @param event the sender's id, or the id in the stream of events
     * @return oldest first; empty: the ledger has no such event
     */
    public List<EventHistory> event(String event) {
        Set<String> refs = new TreeSet<>(Comparator.comparing(StreamId::of).thenComparing(Comparator.naturalOrder()));
        refs.addAll(redis.smembers(keys.ledgerEventsOfId(event)));
        refs.add(event);
        return refs.stream().map(this::readable).flatMap(Optional::stream).toList();
    }

    /** The history of an event; one whose records cannot be read has the outcome {@code unreadable}. */
    private Optional<EventHistory> readable(String ref) {
        try {
            return history(ref);
        } catch (IllegalArgumentException | IllegalStateException | RedisCommandExecutionException e) {
            LOG.warn("The ledger's records of event {} cannot be read", ref);
            return Optional.of(new EventHistory(ref, "unreadable", Instant.EPOCH, "", null, null, List.of()));
        }
    }

    /**
     * The histories of the people with this name.
     *
     * @param person a chat's id, a name of the directory, or a phone in E.164
     * @return empty: no such person is logged in, and the ledger has no such chat
     */
    public List<PersonHistory> person(String person) {
        return chats(person).stream().map(this::history).toList();
    }

    private List<Long> chats(String person) {
        if (person.matches("-?[0-9]{1,18}")) {
            long chat = Long.parseLong(person);
            boolean known = users.byChat(chat).isPresent() || redis.exists(keys.ledgerDeliveries(chat)) > 0;
            return known ? List.of(chat) : List.of();
        }
        return users.all().all().stream()
                .filter(user -> user.phone().equals(person) || person.equalsIgnoreCase(name(user)))
                .map(User::chat)
                .toList();
    }

    private Optional<EventHistory> history(String ref) {
        String text = redis.hget(keys.ledgerDispatched(LedgerBatch.second(ref)), ref);
        Map<String, String> additional = redis.hgetall(keys.ledgerAdditionalRecipients(ref));
        if (text == null && additional.isEmpty()) {
            return Optional.empty();
        }
        DispatchRecord dispatched = text == null
                ? new DispatchRecord("unknown", Instant.EPOCH, "", List.of())
                : DispatchRecord.parse(ref, text);
        Map<String, PersonRecord> people = new HashMap<>();
        dispatched
                .entries()
                .forEach(entry -> people.put(AdditionalRecipient.field(entry), personRecord(entry, dispatched.at())));
        additional.forEach((field, value) -> {
            AdditionalRecipient recipient = AdditionalRecipient.parse(ref, field, value);
            people.put(field, personRecord(recipient.entry(), recipient.since()));
        });
        Event event = events(List.of(ref), damaged -> LOG.warn("The event {} cannot be read", damaged))
                .get(ref);
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

    private PersonRecord personRecord(OutboxEntry entry, Instant since) {
        return new PersonRecord(entry.chat(), name(entry.chat()), status.of(entry, since));
    }

    private PersonHistory history(long chat) {
        Set<PersonEvent> all = new LinkedHashSet<>();
        List<String> unreadable = new ArrayList<>();
        status.pending(chat, MAX_EVENTS, id -> unreadable.add("outbox " + id))
                .forEach((entry, record) -> all.add(new PersonEvent(entry.event(), null, record)));
        status.dead(chat, MAX_EVENTS, id -> unreadable.add("dead letters " + id))
                .forEach((entry, record) -> all.add(new PersonEvent(entry.event(), null, record)));
        records.latest(chat, MAX_EVENTS, id -> unreadable.add("records " + id)).stream()
                // The dead letters themselves are complete: not all of them have a delivery record.
                .filter(entry -> entry.record().state() != DeliveryOutcome.DEAD)
                .forEach(entry -> entry.events()
                        .forEach(event -> all.add(new PersonEvent(event.event(), null, entry.recordOf(event)))));
        List<PersonEvent> newest = all.stream()
                .sorted(Comparator.comparing((PersonEvent event) -> event.line().state() != DeliveryOutcome.WAITING)
                        .thenComparing(event -> event.line().at(), Comparator.reverseOrder()))
                .limit(MAX_EVENTS)
                .toList();
        Map<String, Event> events =
                events(newest.stream().map(PersonEvent::ref).toList(), ref -> unreadable.add("event " + ref));
        if (!unreadable.isEmpty()) {
            LOG.warn(
                    "The ledger's entries of chat {} cannot be read: {}",
                    HashedChat.of(chat),
                    String.join(", ", unreadable));
        }
        return new PersonHistory(
                chat,
                name(chat),
                newest.stream()
                        .map(event -> new PersonEvent(event.ref(), title(events.get(event.ref())), event.line()))
                        .toList(),
                unreadable);
    }

    /** @param unreadable takes the references of the events that cannot be read */
    private Map<String, Event> events(List<String> refs, Consumer<String> unreadable) {
        Map<String, Event> events = new HashMap<>();
        if (refs.isEmpty()) {
            return events;
        }
        List<KeyValue<String, String>> texts =
                new ArrayList<>(redis.mget(refs.stream().map(keys::event).toArray(String[]::new)));
        for (int i = 0; i < refs.size(); i++) {
            if (texts.get(i).hasValue()) {
                try {
                    events.put(refs.get(i), EventJson.read(texts.get(i).getValue()));
                } catch (RuntimeException damaged) {
                    unreadable.accept(refs.get(i));
                }
            }
        }
        return events;
    }

    private static @Nullable String title(@Nullable Event event) {
        return event == null ? null : event.title();
    }

    private @Nullable String name(long chat) {
        return users.all().byChat(chat).map(this::name).orElse(null);
    }

    private @Nullable String name(User user) {
        return directories.current().person(user.phone()).map(Person::name).orElse(null);
    }
}
