package dev.vestnik.incident;

import dev.vestnik.store.JointWrite;
import dev.vestnik.store.Keys;
import dev.vestnik.store.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes the writes of one batch's incidents, each added once. Most of a batch opens incidents: these go with a few commands. */
final class IncidentWrites {
    private final Keys keys;
    private final Duration keepClosed;
    private final JointWrite forgotten = new JointWrite("DEL");
    private final JointWrite open;
    private final JointWrite touched;
    private final JointWrite closed;
    private final List<Write> holders = new ArrayList<>();
    private final List<Write> expiring = new ArrayList<>();

    /** @param keepClosed how long a closed incident is kept */
    IncidentWrites(Keys keys, Duration keepClosed) {
        this.keys = keys;
        this.keepClosed = keepClosed;
        this.open = new JointWrite("MSET");
        this.touched = new JointWrite("ZADD", keys.openIncidents());
        this.closed = new JointWrite("ZREM", keys.openIncidents());
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
            holders.add(new Write(add));
        }
        String json = IncidentJson.write(incident);
        if (incident.open()) {
            open.add(keys.incident(key), json);
            touched.add(Long.toString(incident.updated().toEpochMilli()), key);
        } else {
            expiring.add(Write.set(keys.incident(key), json, keepClosed));
            expiring.add(Write.of("PEXPIRE", keys.holders(key), Long.toString(keepClosed.toMillis())));
            closed.add(key);
        }
    }

    /** In an order in which nothing undoes what stands before it. */
    List<Write> all() {
        List<Write> all = new ArrayList<>(forgotten.writes());
        all.addAll(holders);
        all.addAll(open.writes());
        all.addAll(touched.writes());
        all.addAll(expiring);
        all.addAll(closed.writes());
        return all;
    }
}
