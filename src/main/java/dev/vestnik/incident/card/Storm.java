package dev.vestnik.incident.card;

import java.util.List;

/**
 * The incidents that a chat got together, since more than a few began within a minute, and the message that shows them. A chat
 * has one storm: the next one takes over the incidents that are still open.
 *
 * @param folded in the order of their numbers
 */
public record Storm(StormCard card, List<FoldedIncident> folded) {
    public Storm {
        folded = List.copyOf(folded);
    }
}
