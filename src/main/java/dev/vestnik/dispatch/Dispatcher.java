package dev.vestnik.dispatch;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.Statuses;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into who gets them. Reads from Redis and writes nothing: what is to be written comes with the result, and is written with the batch's acknowledgement. Only one process may dispatch at a time, so that the
 * events of one key stay in order.
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
    private final Ledger ledger;
    private final Clock clock;
    private volatile ReachableUsers audience = new ReachableUsers(Directory.EMPTY, new UserSnapshot(List.of()));

    /** @param defaultArea the area of events whose own is unknown; null: administrators get those */
    public Dispatcher(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            EventReader reader,
            Statuses statuses,
            DirectoryService directories,
            UserService users,
            @Nullable String defaultArea,
            Retention retention,
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
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Dispatches a batch, in its order. What is no event is rejected, and the rest goes on.
     *
     * @throws io.lettuce.core.RedisException if Redis cannot be asked; nothing has happened then
     */
    public DispatchResult dispatch(List<EventStreamEntry> batch) {
        List<ParsedEntry> candidates = new ArrayList<>(batch.size());
        for (EventStreamEntry arrival : batch) {
            candidates.add(ParsedEntry.of(arrival, reader, statuses));
        }
        DispatchSnapshot known = DispatchSnapshot.read(redis, keys, candidates);
        BatchDispatch dispatch = new BatchDispatch(
                keys, statuses, recipients, retention, ledger, known, audience(known), clock.instant());
        candidates.forEach(dispatch::take);
        return dispatch.result();
    }

    private ReachableUsers audience(DispatchSnapshot known) {
        Directory directory = directories.at(known.directoryVersion());
        UserSnapshot all = users.at(known.usersVersion());
        ReachableUsers now = audience;
        if (!now.isOf(directory, all)) {
            now = new ReachableUsers(directory, all);
            audience = now;
        }
        return now;
    }
}
