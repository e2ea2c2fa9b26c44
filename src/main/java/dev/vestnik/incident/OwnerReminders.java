package dev.vestnik.incident;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Owners who report nothing: each is asked after a while, and if there is no answer, the incident is free again. Notes and
 * presses count as reports.
 */
public final class OwnerReminders {
    /** How long an owner who was asked may take to answer. */
    public static final Duration ANSWER = Duration.ofMinutes(10);

    /** How long a last report is kept; longer than any owner goes without being asked. */
    static final Duration REPORT_RETENTION = Duration.ofDays(7);

    private static final LuaScript DUE = LuaScript.load("/lua", "owner_reminders_due");
    private static final LuaScript REPORT = LuaScript.load("/lua", "owner_report");

    /** When a step is found again that was not performed by then. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final IncidentOwners owners;
    private final Duration pause;
    private final Clock clock;

    public OwnerReminders(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            IncidentOwners owners,
            EscalationPolicy escalation,
            Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.owners = owners;
        this.pause = escalation.ownerReminder();
        this.clock = clock;
    }

    /** An incident that its owner has lost. */
    public record Lapsed(Owner owner, Incident incident) {}

    /** The person of this chat reports something about the incident of this key; returns whether they own it. */
    public boolean report(String key, long chat) {
        return REPORT.number(
                        redis,
                        List.of(keys.owner(key), keys.ownerReport(key), keys.ownerReminders()),
                        List.of(
                                key,
                                Long.toString(chat),
                                Long.toString(clock.millis()),
                                Long.toString(pause.toMillis()),
                                Long.toString(REPORT_RETENTION.toMillis())))
                == 1;
    }

    /** The owners who have to be asked now. Of several callers at the same time only one gets each. */
    public List<OwnerReminder> toAsk(int max) {
        return find(max, false).stream()
                .map(one -> new OwnerReminder(
                        new Opening(one.key(), one.number(), one.generation()),
                        one.owner().chat(),
                        one.report()))
                .toList();
    }

    /** Frees the incidents whose owners were asked and have not answered; their escalation goes on. Each is freed once. */
    public List<Lapsed> free(int max) {
        List<Lapsed> freed = new ArrayList<>();
        for (Due one : find(max, true)) {
            Press press = owners.lapse(one.number(), one.generation(), one.owner(), one.report());
            if (press.done() && press.incident() != null) {
                freed.add(new Lapsed(one.owner(), press.incident()));
            }
        }
        return freed;
    }

    private record Due(String key, long number, int generation, Owner owner, long report) {}

    private List<Due> find(int max, boolean unanswered) {
        Instant now = clock.instant();
        List<Object> reply = DUE.list(
                redis,
                List.of(keys.ownerReminders()),
                List.of(
                        keys.incident(""),
                        keys.owner(""),
                        keys.ownerReport(""),
                        keys.ownerAsked(""),
                        Long.toString(now.toEpochMilli()),
                        Long.toString(now.plus(AGAIN).toEpochMilli()),
                        Integer.toString(max),
                        Long.toString(pause.toMillis()),
                        unanswered ? "1" : "0"));
        List<Due> due = new ArrayList<>();
        for (int i = 0; i < reply.size(); i += 5) {
            due.add(new Due(
                    reply.get(i).toString(),
                    Long.parseLong(reply.get(i + 1).toString()),
                    Integer.parseInt(reply.get(i + 2).toString()),
                    RedisJson.read(reply.get(i + 3).toString(), Owner.class),
                    Long.parseLong(reply.get(i + 4).toString())));
        }
        return due;
    }
}
