package dev.vestnik.delivery.digest;

import dev.vestnik.incident.card.FoldedIncident;
import dev.vestnik.incident.card.Storm;
import dev.vestnik.incident.card.StormCard;
import dev.vestnik.incident.card.Storms;
import dev.vestnik.store.RedisWrite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Incidents, and the storm of one chat. Without incidents, no event belongs to a storm. */
public final class MemoryStorms implements Storms {
    public final Map<String, Present> incidents = new LinkedHashMap<>();
    public @Nullable Storm storm;

    /** The keys that were read last. */
    public List<String> asked = List.of();

    @Override
    public Optional<Storm> read(long chat) {
        return Optional.ofNullable(storm);
    }

    @Override
    public void begin(long chat, Collection<String> incidentKeys) {}

    @Override
    public Map<String, Present> present(Collection<String> incidentKeys) {
        asked = List.copyOf(incidentKeys);
        Map<String, Present> found = new LinkedHashMap<>(incidents);
        found.keySet().retainAll(incidentKeys);
        return found;
    }

    @Override
    public List<RedisWrite> shown(long chat, StormCard card, Collection<FoldedIncident> folded, boolean replaces) {
        Map<Long, FoldedIncident> all = new TreeMap<>();
        if (storm != null && !replaces) {
            storm.folded().forEach(one -> all.put(one.number(), one));
        }
        folded.forEach(one -> all.put(one.number(), one));
        storm = new Storm(card, new ArrayList<>(all.values()));
        return List.of();
    }
}
