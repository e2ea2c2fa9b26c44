package dev.vestnik.testing;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.dispatch.Dispatcher;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.dispatch.Retention;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventReader;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.store.EventJson;
import dev.vestnik.user.UserService;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A dispatcher on a real Redis with the sample directory; it performs its writes as a settlement does. */
public final class DispatchFixture {
    public final UserService users;
    public final IncidentStore incidents;
    public final DirectoryService directories;
    public final Dispatcher dispatcher;
    private final RedisExtension redis;
    private int refs;

    public DispatchFixture(RedisExtension redis) {
        this(redis, redis.commands());
    }

    /** @param commands of the dispatcher and what belongs to it, for instance those of another user of Redis */
    public DispatchFixture(RedisExtension redis, RedisCommands<String, String> commands) {
        this(redis, commands, Clock.systemUTC());
    }

    public DispatchFixture(RedisExtension redis, RedisCommands<String, String> commands, Clock clock) {
        this(redis, commands, clock, Samples.ESCALATION);
    }

    public DispatchFixture(
            RedisExtension redis, RedisCommands<String, String> commands, Clock clock, EscalationPolicies escalations) {
        this.redis = redis;
        this.users = new UserService(commands, redis.keys(), Samples.STATUSES, Samples.CLOCK);
        this.incidents = new IncidentStore(commands, redis.keys(), Duration.ofDays(7), clock);
        this.directories = new DirectoryService(commands, redis.keys(), true);
        directories.replace(Samples.DIRECTORY);
        this.dispatcher = new Dispatcher(
                commands,
                redis.keys(),
                new EventReader(Samples.STATUSES, PhoneNumber::normalise, clock),
                Samples.STATUSES,
                directories,
                users,
                null,
                new Retention(Duration.ofDays(7), Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(7)),
                escalations,
                new Ledger(redis.keys(), Duration.ofDays(7), clock),
                clock);
    }

    public long openIncidents() {
        return redis.commands().zcard(redis.keys().openIncidents());
    }

    /** Dispatches these with the references 1-0, 2-0 and so on, without performing the writes. */
    public DispatchResult dispatch(Event... events) {
        return dispatcher.dispatch(arrivals(jsons(events)));
    }

    public DispatchResult settle(Event... events) {
        return settleRaw(jsons(events));
    }

    public DispatchResult settleRaw(List<byte[]> raw) {
        return settleArrivals(arrivals(raw));
    }

    public DispatchResult settleArrivals(List<EventStreamEntry> arrivals) {
        DispatchResult done = dispatcher.dispatch(arrivals);
        redis.write(done.writes());
        return done;
    }

    /** Handles a request to send the missed events. */
    public DispatchResult sendMissed() {
        return settleArrivals(List.of(new EventStreamEntry.MissedRequest(++refs + "-0")));
    }

    /** Handles the request of a person to close an incident. */
    public DispatchResult settle(ClosingRequest request) {
        return settleArrivals(List.of(new EventStreamEntry.Closing(++refs + "-0", request)));
    }

    /** Handles the request of a due step of an escalation. */
    public DispatchResult settle(EscalationRequest request) {
        return settleArrivals(List.of(new EventStreamEntry.Escalating(++refs + "-0", request)));
    }

    /** Handles the request to ask an owner. */
    public DispatchResult settle(OwnerReminder request) {
        return settleArrivals(List.of(new EventStreamEntry.Reminding(++refs + "-0", request)));
    }

    /** Handles a request about a silence. */
    public DispatchResult settle(SilenceRequest request) {
        return settleArrivals(List.of(new EventStreamEntry.Silencing(++refs + "-0", request)));
    }

    /** Dispatches the request of a due step, and dies before the settlement. */
    public DispatchResult dispatch(EscalationRequest request) {
        return dispatcher.dispatch(List.of(new EventStreamEntry.Escalating(++refs + "-0", request)));
    }

    /** Dispatches the request to ask an owner, and dies before the settlement. */
    public DispatchResult dispatch(OwnerReminder request) {
        return dispatcher.dispatch(List.of(new EventStreamEntry.Reminding(++refs + "-0", request)));
    }

    private List<EventStreamEntry> arrivals(List<byte[]> raw) {
        List<EventStreamEntry> arrivals = new ArrayList<>();
        raw.forEach(bytes -> arrivals.add(new EventStreamEntry.Raw(++refs + "-0", bytes)));
        return arrivals;
    }

    private static List<byte[]> jsons(Event... events) {
        return Stream.of(events)
                .map(event -> EventJson.write(event).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
