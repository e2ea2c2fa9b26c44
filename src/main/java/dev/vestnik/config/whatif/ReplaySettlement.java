package dev.vestnik.config.whatif;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.store.RedisWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the writes of a batch that is replayed, and who would get its events. For one thread. */
final class ReplaySettlement implements Settlement {
    private final List<String> ids;
    private final List<RedisWrite> writes = new ArrayList<>();
    private final Map<String, Set<Long>> chats = new HashMap<>();

    ReplaySettlement(List<String> ids) {
        this.ids = List.copyOf(ids);
    }

    List<RedisWrite> writes() {
        return writes;
    }

    /** Who would get an event, by its reference. */
    Map<String, Set<Long>> chats() {
        return chats;
    }

    /** An entry of the outbox would be written. */
    void send(long chat, String event) {
        chats.computeIfAbsent(event, first -> new HashSet<>()).add(chat);
    }

    @Override
    public void enlist(List<String> command) {
        writes.add(new RedisWrite(command));
    }

    /** Nothing: such an entry is for a route that is not replayed. */
    @Override
    public void enlistKeyed(String stream, String key, Map<String, String> fields) {}

    /** Nothing: an entry that is kept is left out of the result. */
    @Override
    public void keep(Collection<String> kept, Duration after) {}

    /** Nothing: an entry that is dead is left out of the result. */
    @Override
    public void dead(Collection<String> dead, String reason) {}

    @Override
    public void foreign(Collection<String> foreign, String reason) {}

    @Override
    public void dueIn(Duration time) {}

    @Override
    public void holdAll(Duration time) {}

    @Override
    public List<String> ids() {
        return ids;
    }
}
