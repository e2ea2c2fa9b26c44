package dev.vestnik.whatif;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.dispatch.Dispatcher;
import dev.vestnik.dispatch.EventStreamEntry.Raw;
import dev.vestnik.dispatch.Retention;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import dev.vestnik.user.UserService;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches events as the route {@code event-dispatch} would with one directory and one set of settings. Its incidents,
 * users and directory are in a Redis of its own, so that nothing of the service is read or written.
 */
public final class DispatchReplay {
    /** Longer than a replay takes. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** Performs the writes of a batch as its settlement does. */
    private static final String WRITE = """
            local i = 1
            while i <= #ARGV do
              local n = tonumber(ARGV[i])
              redis.call(unpack(ARGV, i + 1, i + n))
              i = i + n + 1
            end
            return 1""";

    private final RedisClusterCommands<String, String> redis;
    private final ReplayClock clock = new ReplayClock();
    private final Keys keys;
    private final EventReader reader;
    private final DirectoryService directories;
    private final UserService users;
    private final Statuses statuses;
    private final Dispatcher dispatcher;
    private BatchReplay batches = this::dispatch;

    /**
     * @param redis an empty Redis, or one in which only other replays are
     * @param name makes the keys of this replay its own
     * @param defaultArea the area of events without a known area; null: administrators get those
     */
    public DispatchReplay(
            RedisClusterCommands<String, String> redis, String name, Statuses statuses, @Nullable String defaultArea) {
        this.redis = redis;
        this.keys = new Keys(name);
        this.statuses = statuses;
        this.reader = new EventReader(statuses, PhoneNumber::normalise, clock);
        this.directories = new DirectoryService(redis, keys, true);
        this.users = new UserService(redis, keys, statuses, clock);
        this.dispatcher = new Dispatcher(
                redis,
                keys,
                reader,
                statuses,
                directories,
                users,
                defaultArea,
                new Retention(KEPT, KEPT, KEPT, KEPT),
                EscalationPolicy.NONE,
                new Ledger(keys, KEPT, clock),
                clock);
    }

    /** The directory of this replay, which is replaced or read anew before the first event. */
    public DirectoryService directories() {
        return directories;
    }

    /**
     * Takes over who is logged in, on duty, enabled, and what each has selected.
     *
     * @param stored the users by chat, as they are stored
     * @param allOnDuty whether everybody counts as on duty
     */
    public void useUsers(Map<String, String> stored, boolean allOnDuty) {
        if (!stored.isEmpty()) {
            redis.hset(keys.users(), stored);
        }
        redis.set(keys.usersVersion(), "1");
        if (allOnDuty) {
            users.all().all().forEach(user -> users.joinPool(user.chat(), null));
        }
    }

    /**
     * From now on these silences are in force, and no others.
     *
     * @param silences as they are stored, by their ids
     */
    void useSilences(Map<String, String> silences) {
        redis.del(keys.silences());
        if (!silences.isEmpty()) {
            redis.hset(keys.silences(), silences);
        }
    }

    /** From now on batches go through this, instead of the dispatcher alone. */
    public void through(BatchReplay route) {
        batches = route;
    }

    /** Dispatches with the directory, the settings and the incidents of this replay. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** The statuses of this replay. */
    public Statuses statuses() {
        return statuses;
    }

    /** The people of this replay. */
    public UserService users() {
        return users;
    }

    /** The incidents of this replay. */
    public IncidentStore incidents() {
        return new IncidentStore(redis, keys, KEPT, clock);
    }

    /** The time at which the events in work were accepted. */
    public Clock clock() {
        return clock;
    }

    /** Dispatches the events of a batch, in their order, and remembers the incidents that they open and close. */
    public List<Replayed> replay(List<Raw> batch) {
        clock.set(accepted(batch.get(0)));
        BatchReplay.Result result;
        try {
            result = batches.replay(batch);
        } catch (BatchReplay.FailedException failed) {
            // As the stream delivers a batch that fails again, one by one.
            return batch.size() == 1
                    ? List.of(new Replayed(Replayed.FAILED, Set.of(), wakes(batch.get(0))))
                    : batch.stream()
                            .flatMap(event -> replay(List.of(event)).stream())
                            .toList();
        }
        write(result.writes());
        Map<String, DispatchOutcome> outcomes = new HashMap<>();
        result.outcomes().forEach(outcome -> outcomes.put(outcome.ref(), outcome));
        return batch.stream()
                .map(event -> replayed(
                        event, outcomes.get(event.ref()), result.chats().getOrDefault(event.ref(), Set.of())))
                .toList();
    }

    private BatchReplay.Result dispatch(List<Raw> batch) {
        DispatchResult result = dispatcher.dispatch(List.copyOf(batch));
        Map<String, Set<Long>> chats = result.entries().stream()
                .collect(Collectors.groupingBy(
                        OutboxEntry::event, Collectors.mapping(OutboxEntry::chat, Collectors.toSet())));
        return new BatchReplay.Result(result.outcomes(), chats, result.writes());
    }

    /** What the route takes away of an event, or leaves out, is missed, too. */
    private Replayed replayed(Raw event, @Nullable DispatchOutcome outcome, Set<Long> chats) {
        if (outcome == null) {
            return new Replayed(Replayed.LEFT_OUT, chats, chats.isEmpty() && wakes(event));
        }
        boolean nobody = outcome.kind() == DispatchOutcome.Kind.ROUTED
                ? chats.isEmpty() && wakes(event)
                : outcome.report(DispatchOutcome.ReachedNobody.class).isPresent();
        return new Replayed(outcome.kind().label(), chats, nobody);
    }

    private boolean wakes(Raw event) {
        return read(event)
                .flatMap(read -> statuses.named(read.status()))
                .filter(Status::wakes)
                .isPresent();
    }

    /** The event as these settings read it; empty: they reject it. */
    public Optional<Event> read(Raw raw) {
        clock.set(accepted(raw));
        try {
            return Optional.of(reader.read(raw.bytes()));
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }

    /** The name in the directory of this replay; empty: it does not have the person of this chat. */
    public Optional<String> name(long chat) {
        return users.all()
                .byChat(chat)
                .flatMap(user -> directories.current().person(user.phone()))
                .map(Person::name);
    }

    /** When the event was accepted. */
    static Instant accepted(Raw raw) {
        return Instant.ofEpochMilli(StreamId.of(raw.ref()).millis());
    }

    /** The texts of events and the ledger are for delivery and for people; the next batch does not read them. */
    private boolean isOfNoUse(RedisWrite write) {
        String key = write.command().get(1);
        return key.startsWith(keys.event("")) || key.startsWith(keys.ledger());
    }

    private void write(List<RedisWrite> writes) {
        List<String> arguments = new ArrayList<>();
        for (RedisWrite write : writes) {
            if (isOfNoUse(write)) {
                continue;
            }
            arguments.add(Integer.toString(write.command().size()));
            arguments.addAll(write.command());
        }
        if (!arguments.isEmpty()) {
            redis.eval(WRITE, ScriptOutputType.INTEGER, new String[0], arguments.toArray(String[]::new));
        }
    }
}
