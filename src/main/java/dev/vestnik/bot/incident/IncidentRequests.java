package dev.vestnik.bot.incident;

import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.group.Place;
import dev.vestnik.incident.silence.SilenceRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests about incidents that other routes carry out. Each method returns when its request is stored. */
public interface IncidentRequests {
    /** Closes the incident. */
    void close(ClosingRequest request);

    /** Begins or ends a silence. */
    void silence(SilenceRequest request);

    /**
     * Sends the card of an incident to this chat as a new message; its present card there loses its buttons.
     *
     * @param key the incident's key
     */
    void showCard(long chat, String key);

    /**
     * Takes the buttons from a message that shows an incident and is not its card there.
     *
     * @param topic of the group; null: none
     * @param key the incident's key
     */
    void endRepeated(long chat, @Nullable Long topic, String key, long message);

    /** Sends copies of these incidents to a group or topic that is bound; a copy that is there already is edited. */
    void showCopies(Place place, List<Incident> incidents);
}
