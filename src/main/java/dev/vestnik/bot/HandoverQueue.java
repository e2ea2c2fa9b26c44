package dev.vestnik.bot;

import dev.vestnik.incident.Incident;
import java.util.List;

/** The way of open incidents into a chat: as one digest, behind what waits for that chat already. */
@FunctionalInterface
public interface HandoverQueue {
    /**
     * Takes all of them, or throws and may have taken some: the caller says it again when the update comes again.
     */
    void handOver(long chat, List<Incident> incidents);
}
