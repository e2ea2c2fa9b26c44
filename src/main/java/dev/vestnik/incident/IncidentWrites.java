package dev.vestnik.incident;

import dev.vestnik.store.CombinedWrite;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the writes for the incidents of one batch. Most events of a batch open incidents, so equal commands are combined. */
final class IncidentWrites {
    private final Keys keys;
    private final String now;
    private final CombinedWrite removed = new CombinedWrite("DEL");
    private final CombinedWrite openIncidents = new CombinedWrite("MSET");
    private final CombinedWrite addedToOpen;
    private final CombinedWrite removedFromOpen;
    private final CombinedWrite outdated;
    private final CombinedWrite newForGroups;
    private final CombinedWrite escalating;
    private final CombinedWrite notEscalating;
    private final List<RedisWrite> reopened = new ArrayList<>();
    private final List<RedisWrite> added = new ArrayList<>();
    private final List<RedisWrite> closed = new ArrayList<>();

    IncidentWrites(Keys keys, Instant now) {
        this.keys = keys;
        this.now = Long.toString(now.toEpochMilli());
        this.addedToOpen = new CombinedWrite("ZADD", keys.openIncidents());
        this.removedFromOpen = new CombinedWrite("ZREM", keys.openIncidents());
        this.outdated = new CombinedWrite("ZADD", keys.outdatedCards());
        this.newForGroups = new CombinedWrite("ZADD", keys.openedIncidents());
        this.escalating = new CombinedWrite("ZADD", keys.escalations());
        this.notEscalating = new CombinedWrite("ZREM", keys.escalations());
    }

    /**
     * An incident that the batch opened: nobody holds or owns it yet.
     *
     * @param again whether the key had an incident before, whose history and cards stay
     */
    void opened(Incident incident, boolean again) {
        removed.add(keys.holders(incident.key()));
        if (again) {
            removed.add(keys.owner(incident.key()));
            reopened.add(RedisWrite.of("PERSIST", keys.history(incident.key())));
            reopened.add(RedisWrite.of("PERSIST", keys.cards(incident.key())));
        } else if (!incident.isPrivate()) {
            newForGroups.add(now, incident.key());
        }
    }

    /** The cards of this incident have to be sent again. */
    void outdatedCards(String key) {
        outdated.add(now, key);
    }

    /** @param due when the next step comes; null: never */
    void escalation(String key, @Nullable Instant due) {
        if (due == null) {
            notEscalating.add(key);
        } else {
            escalating.add(Long.toString(due.toEpochMilli()), key);
        }
    }

    void history(String key, List<HistoryEntry> entries) {
        if (!entries.isEmpty()) {
            added.addAll(IncidentHistory.writes(keys, key, entries));
        }
    }

    /**
     * The state of an incident, each only once.
     *
     * @param holders the chats that get a message about it
     * @param closedRetention how long it is kept once it is closed
     */
    void state(Incident incident, Collection<Long> holders, Duration closedRetention) {
        String key = incident.key();
        if (!holders.isEmpty()) {
            CombinedWrite add = new CombinedWrite("SADD", keys.holders(key));
            holders.forEach(chat -> add.add(Long.toString(chat)));
            added.addAll(add.writes());
        }
        String json = IncidentJson.write(incident);
        if (incident.open()) {
            openIncidents.add(keys.incident(key), json);
            openIncidents.add(keys.incidentOfNumber(incident.number()), key);
            addedToOpen.add(Long.toString(incident.updated().toEpochMilli()), key);
            return;
        }
        closed.add(RedisWrite.set(keys.incident(key), json, closedRetention));
        removedFromOpen.add(key);
        String millis = Long.toString(closedRetention.toMillis());
        closed.add(RedisWrite.of("PEXPIRE", keys.holders(key), millis));
        if (incident.number() > 0) {
            closed.add(RedisWrite.set(keys.incidentOfNumber(incident.number()), key, closedRetention));
            for (String name : List.of(keys.owner(key), keys.history(key), keys.cards(key))) {
                closed.add(RedisWrite.of("PEXPIRE", name, millis));
            }
        }
    }

    /** All writes, with the number of the incident that the batch opened last. */
    List<RedisWrite> withLastNumber(long number) {
        openIncidents.add(keys.lastIncidentNumber(), Long.toString(number));
        return all();
    }

    /** All writes; what a new incident does not have is removed before anything is added. */
    List<RedisWrite> all() {
        List<RedisWrite> all = new ArrayList<>(removed.writes());
        all.addAll(reopened);
        all.addAll(added);
        all.addAll(openIncidents.writes());
        all.addAll(addedToOpen.writes());
        all.addAll(closed);
        all.addAll(removedFromOpen.writes());
        all.addAll(outdated.writes());
        all.addAll(newForGroups.writes());
        all.addAll(notEscalating.writes());
        all.addAll(escalating.writes());
        return all;
    }
}
