package dev.vestnik.bot;

import dev.vestnik.incident.Incident;
import java.util.List;

/** Queues open incidents for a chat: as one digest, behind the messages that already wait for the chat. */
@FunctionalInterface
public interface HandoverQueue {
    /** Queues the incidents. If it throws, it may have queued some of them; the caller repeats the call with the update. */
    void handOver(long chat, List<Incident> incidents);
}
