package dev.vestnik.incident.card;

/**
 * An incident that a chat got as a part of a storm, and not as a card of its own.
 *
 * @param key of the incident
 * @param number what people call it
 * @param generation the opening that was folded
 * @param place the name of its area; empty: unknown
 * @param range the CIDR block of its address; empty: unknown
 * @param title of the event
 * @param source who sent the event; empty: unknown
 */
public record FoldedIncident(
        String key, long number, int generation, String place, String range, String title, String source) {
    /** Without the title, since records are logged. */
    @Override
    public String toString() {
        return "FoldedIncident[#" + number + "]";
    }
}
