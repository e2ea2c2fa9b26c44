package dev.vestnik.dispatch;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.dispatch.recipient.LoggedInUsers;
import dev.vestnik.dispatch.recipient.RecipientSelector;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Selects the recipients of events. It reads Redis and writes nothing: the result contains the writes for the settlement of
 * the batch. Only one process may dispatch at a time, so that events of one key stay in order.
 */
public final class Dispatcher {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final EventReader reader;
    private final Statuses statuses;
    private final DirectoryService directories;
    private final UserService users;
    private final RecipientSelector recipients;
    private final Retention retention;
    private final EscalationPolicies escalations;
    private final Ledger ledger;
    private final Clock clock;
    private volatile LoggedInUsers loggedInUsers = new LoggedInUsers(Directory.EMPTY, new UserSnapshot(List.of()));

    /** @param defaultArea the area of events without a known area; null: administrators get those */
    public Dispatcher(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            EventReader reader,
            Statuses statuses,
            DirectoryService directories,
            UserService users,
            @Nullable String defaultArea,
            Retention retention,
            EscalationPolicies escalations,
            Ledger ledger,
            Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.reader = reader;
        this.statuses = statuses;
        this.directories = directories;
        this.users = users;
        this.recipients = new RecipientSelector(defaultArea);
        this.retention = retention;
        this.escalations = escalations;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Dispatches the entries of a batch, in their order. Invalid events are rejected; the others are still dispatched.
     *
     * @throws io.lettuce.core.RedisException if Redis cannot be read
     */
    public DispatchResult dispatch(List<EventStreamEntry> batch) {
        return dispatch(batch, subject -> {});
    }

    /**
     * The same.
     *
     * @param single gets what the only entry of a batch is about, as far as it says so itself, before Redis is read
     */
    public DispatchResult dispatch(List<EventStreamEntry> batch, Consumer<EventSubject> single) {
        List<ParsedEntry> entries = batch.stream()
                .map(entry -> ParsedEntry.of(entry, reader, statuses))
                .toList();
        if (entries.size() == 1) {
            single.accept(entries.get(0).subject());
        }
        DispatchSnapshot snapshot = DispatchSnapshot.read(DispatchSnapshot.State.of(redis), keys, entries);
        BatchDispatch dispatch = new BatchDispatch(
                keys,
                statuses,
                recipients,
                retention,
                escalations,
                ledger,
                snapshot,
                loggedInUsers(snapshot),
                clock.instant());
        entries.forEach(dispatch::dispatch);
        return dispatch.result();
    }

    private LoggedInUsers loggedInUsers(DispatchSnapshot snapshot) {
        Directory directory = directories.at(snapshot.directoryVersion());
        UserSnapshot all = users.at(snapshot.usersVersion());
        LoggedInUsers cached = loggedInUsers;
        if (!cached.isOf(directory, all)) {
            cached = new LoggedInUsers(directory, all);
            loggedInUsers = cached;
        }
        return cached;
    }
}
