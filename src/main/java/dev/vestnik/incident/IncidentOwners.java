package dev.vestnik.incident;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Press.Outcome;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who owns each incident. Every change is one compare-and-set: of several people who press at once exactly one gets the
 * incident, and a press that comes after the end of the incident, or after the new owner has logged out, changes nothing. The
 * same press again changes nothing either.
 */
public final class IncidentOwners {
    private static final LuaScript OWN = LuaScript.load("/lua", "incident_own");
    private static final int PAGE = 500;
    private static final String NOBODY = "";

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Clock clock;
    private final EscalationPolicies escalations;
    private final String reminder;
    private final Acts acts;

    /**
     * @param escalations when the escalation of a released incident goes on
     * @param acts where changes are recorded
     */
    public IncidentOwners(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            EscalationPolicies escalations,
            Acts acts,
            Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
        this.escalations = escalations;
        this.acts = acts;
        this.reminder = Long.toString(escalations.of(null).ownerReminder().toMillis());
    }

    /** Gives an incident that nobody owns to this person, and stops its escalation. */
    public Press take(long number, int generation, Owner by) {
        HistoryEntry line = new HistoryEntry(clock.instant(), Kind.TAKEN, by.name(), null);
        return change(number, generation, NOBODY, by, line, "");
    }

    /** The owner gives the incident up, and its escalation goes on with the step that comes next. */
    public Press release(long number, int generation, Owner owner) {
        HistoryEntry line = new HistoryEntry(clock.instant(), Kind.RELEASED, owner.name(), null);
        return change(number, generation, Long.toString(owner.chat()), null, line, "");
    }

    /**
     * The owner was asked and has not answered: the incident is free again, and its escalation goes on.
     *
     * @param report the owner's last report; a later one keeps the incident
     */
    Press lapse(long number, int generation, Owner owner, long report) {
        HistoryEntry line = new HistoryEntry(clock.instant(), Kind.RELEASED, null, owner.name());
        return change(number, generation, Long.toString(owner.chat()), null, line, Long.toString(report));
    }

    /**
     * Makes another person the owner, on whose request ever.
     *
     * @param from the chat of the owner that the card showed
     * @param by the name of the person who requests it
     */
    public Press handOver(long number, int generation, long from, Owner to, String by) {
        HistoryEntry line = new HistoryEntry(clock.instant(), Kind.HANDED_OVER, by, to.name());
        return change(number, generation, Long.toString(from), to, line, "");
    }

    /** The owner of the incident of this key; empty: nobody. */
    public Optional<Owner> owner(String key) {
        return Optional.ofNullable(redis.get(keys.owner(key))).map(IncidentOwners::read);
    }

    /** The owners of the incidents of these keys; a key without an owner is left out. */
    public Map<String, Owner> owners(Collection<String> incidentKeys) {
        Map<String, Owner> owners = new HashMap<>();
        if (incidentKeys.isEmpty()) {
            return owners;
        }
        Map<String, String> keyOfName = new HashMap<>();
        incidentKeys.forEach(key -> keyOfName.put(keys.owner(key), key));
        redis.mget(keyOfName.keySet().toArray(String[]::new)).stream()
                .filter(KeyValue::hasValue)
                .forEach(found -> owners.put(keyOfName.get(found.getKey()), read(found.getValue())));
        return owners;
    }

    /**
     * The open incidents that the person of this chat owns, those without news for the longest time first, without their
     * holders.
     */
    public List<Incident> ownedBy(long chat) {
        List<Incident> owned = new ArrayList<>();
        for (long offset = 0; ; offset += PAGE) {
            List<String> page = redis.zrange(keys.openIncidents(), offset, offset + PAGE - 1);
            Map<String, Owner> owners = owners(page);
            page.stream()
                    .filter(key -> owners.containsKey(key) && owners.get(key).chat() == chat)
                    .flatMap(key -> Optional.ofNullable(redis.get(keys.incident(key))).stream())
                    .map(json -> IncidentJson.read(json, Set.of()))
                    .filter(Incident::open)
                    .forEach(owned::add);
            if (page.size() < PAGE) {
                return owned;
            }
        }
    }

    private Press change(
            long number, int generation, String expected, @Nullable Owner owner, HistoryEntry line, String unanswered) {
        String key = redis.get(keys.incidentOfNumber(number));
        if (key == null) {
            return new Press(Outcome.GONE, null, null);
        }
        Instant now = clock.instant();
        List<String> names = new ArrayList<>(List.of(
                keys.incident(key),
                keys.owner(key),
                keys.history(key),
                keys.outdatedCards(),
                keys.escalations(),
                keys.ownerReminders(),
                keys.ownerReport(key),
                keys.ownerAsked(key),
                keys.users()));
        names.addAll(acts.keys());
        List<Object> reply = OWN.list(
                redis,
                names,
                List.of(
                        key,
                        Long.toString(number),
                        Integer.toString(generation),
                        expected,
                        owner == null ? NOBODY : Long.toString(owner.chat()),
                        owner == null ? "" : RedisJson.write(owner),
                        RedisJson.write(line),
                        Long.toString(now.toEpochMilli()),
                        RedisJson.write(escalations.allPauses()),
                        Integer.toString(IncidentHistory.MAX_LINES),
                        reminder,
                        Long.toString(OwnerReminders.REPORT_RETENTION.toMillis()),
                        unanswered));
        String after = reply.get(1).toString();
        String incident = reply.get(2).toString();
        return new Press(
                Outcome.valueOf(reply.get(0).toString()),
                after.isEmpty() ? null : read(after),
                incident.isEmpty() ? null : IncidentJson.read(incident, Set.of()));
    }

    private static Owner read(String json) {
        return RedisJson.read(json, Owner.class);
    }
}
