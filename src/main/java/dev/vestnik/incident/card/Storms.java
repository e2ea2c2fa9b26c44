package dev.vestnik.incident.card;

import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.store.RedisWrite;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The storms of all chats: at most one of each chat. */
public interface Storms {
    /**
     * An incident as it is now.
     *
     * @param owner null: nobody
     */
    record Present(Incident incident, @Nullable Owner owner) {}

    /** The last storm of the chat; empty: it had none for long. */
    Optional<Storm> read(long chat);

    /** A change of the incidents of these keys after this moment reaches the card of the chat's storm. */
    void begin(long chat, Collection<String> incidentKeys);

    /** The incidents of these keys, open or closed, without their holders; one that is not kept any more is left out. */
    Map<String, Present> present(Collection<String> incidentKeys);

    /** What has become of the incidents of a storm. Those that are over are not read again. */
    default List<FoldedState> states(Collection<FoldedIncident> folded) {
        Map<String, Present> present = present(folded.stream()
                .filter(one -> !one.over())
                .map(FoldedIncident::key)
                .toList());
        return folded.stream().map(one -> state(one, present.get(one.key()))).toList();
    }

    /** @param present the incident; null: it is not kept any more */
    static FoldedState state(FoldedIncident folded, @Nullable Present present) {
        return present == null || folded.over()
                ? new FoldedState(folded, null, null)
                : new FoldedState(folded, present.incident(), present.owner());
    }

    /**
     * The writes, for the settlement of its message, by which this card shows the storm of the chat.
     *
     * @param folded what the message adds, or shows as over
     * @param replaces whether these are all incidents of the storm, instead of those before
     */
    List<RedisWrite> shown(long chat, StormCard card, Collection<FoldedIncident> folded, boolean replaces);
}
