package dev.vestnik.incident;

import dev.vestnik.store.CombinedWrite;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes the writes of one batch's incidents, each added once. Most of a batch opens incidents: these go with a few commands. */
final class IncidentWrites {
    private final Keys keys;
    private final Duration keepClosed;
    private final CombinedWrite forgotten = new CombinedWrite("DEL");
    private final CombinedWrite open;
    private final CombinedWrite touched;
    private final CombinedWrite closed;
    private final List<RedisWrite> holders = new ArrayList<>();
    private final List<RedisWrite> expiring = new ArrayList<>();

    /** @param keepClosed how long a closed incident is kept */
    IncidentWrites(Keys keys, Duration keepClosed) {
        this.keys = keys;
        this.keepClosed = keepClosed;
        this.open = new CombinedWrite("MSET");
        this.touched = new CombinedWrite("ZADD", keys.openIncidents());
        this.closed = new CombinedWrite("ZREM", keys.openIncidents());
    }

    /**
     * @param anew whether it has been opened: who held the last one of its key does not hold this one
     * @param held the chats that have been sent it
     */
    void add(Incident incident, boolean anew, Collection<Long> held) {
        String key = incident.key();
        if (anew) {
            forgotten.add(keys.holders(key));
        }
        if (!held.isEmpty()) {
            List<String> add = new ArrayList<>(List.of("SADD", keys.holders(key)));
            held.forEach(chat -> add.add(Long.toString(chat)));
            holders.add(new RedisWrite(add));
        }
        String json = IncidentJson.write(incident);
        if (incident.open()) {
            open.add(keys.incident(key), json);
            touched.add(Long.toString(incident.updated().toEpochMilli()), key);
        } else {
            expiring.add(RedisWrite.set(keys.incident(key), json, keepClosed));
            expiring.add(RedisWrite.of("PEXPIRE", keys.holders(key), Long.toString(keepClosed.toMillis())));
            closed.add(key);
        }
    }

    /** In an order in which nothing undoes what stands before it. */
    List<RedisWrite> all() {
        List<RedisWrite> all = new ArrayList<>(forgotten.writes());
        all.addAll(holders);
        all.addAll(open.writes());
        all.addAll(touched.writes());
        all.addAll(expiring);
        all.addAll(closed.writes());
        return all;
    }
}
