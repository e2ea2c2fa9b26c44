package dev.vestnik.bot;

import dev.vestnik.incident.Incident;
import java.util.List;

/** Queues events that somebody has to be told of later than when they happened. */
public interface HandoverQueue {
    /**
     * Queues open incidents for a chat, behind the messages that already wait for it. If it throws, it may have queued some of
     * them; the caller repeats the call with the update.
     *
     * @param away whether the user was away while they happened; otherwise the user has just come on duty
     */
    void handOver(long chat, List<Incident> incidents, boolean away);

    /** Requests that the events that have reached nobody are sent to whom they concern, as far as they are reachable now. */
    void sendMissed();
}
