package dev.vestnik.incident;

import dev.vestnik.store.CombinedWrite;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes the writes for the incidents of one batch. Most events of a batch open incidents, so equal commands are combined. */
final class IncidentWrites {
    private final Keys keys;
    private final CombinedWrite removedHolders = new CombinedWrite("DEL");
    private final CombinedWrite openIncidents = new CombinedWrite("MSET");
    private final CombinedWrite addedToOpen;
    private final CombinedWrite removedFromOpen;
    private final List<RedisWrite> addedHolders = new ArrayList<>();
    private final List<RedisWrite> closedIncidents = new ArrayList<>();

    IncidentWrites(Keys keys) {
        this.keys = keys;
        this.addedToOpen = new CombinedWrite("ZADD", keys.openIncidents());
        this.removedFromOpen = new CombinedWrite("ZREM", keys.openIncidents());
    }

    /**
     * Adds an incident, each only once.
     *
     * @param opened whether the batch opened it: then the holders of the previous incident of its key are removed
     * @param holders the chats that get a message about it
     * @param closedRetention how long it is kept once it is closed
     */
    void add(Incident incident, boolean opened, Collection<Long> holders, Duration closedRetention) {
        String key = incident.key();
        if (opened) {
            removedHolders.add(keys.holders(key));
        }
        if (!holders.isEmpty()) {
            CombinedWrite added = new CombinedWrite("SADD", keys.holders(key));
            holders.forEach(chat -> added.add(Long.toString(chat)));
            addedHolders.addAll(added.writes());
        }
        String json = IncidentJson.write(incident);
        if (incident.open()) {
            openIncidents.add(keys.incident(key), json);
            addedToOpen.add(Long.toString(incident.updated().toEpochMilli()), key);
        } else {
            closedIncidents.add(RedisWrite.set(keys.incident(key), json, closedRetention));
            closedIncidents.add(RedisWrite.of("PEXPIRE", keys.holders(key), Long.toString(closedRetention.toMillis())));
            removedFromOpen.add(key);
        }
    }

    /** All writes; holders are removed before others are added. */
    List<RedisWrite> all() {
        List<RedisWrite> all = new ArrayList<>(removedHolders.writes());
        all.addAll(addedHolders);
        all.addAll(openIncidents.writes());
        all.addAll(addedToOpen.writes());
        all.addAll(closedIncidents);
        all.addAll(removedFromOpen.writes());
        return all;
    }
}
