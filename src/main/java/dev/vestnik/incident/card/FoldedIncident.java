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
 * @param over whether the card shows that this opening is over, which it remains
 */
public record FoldedIncident(
        String key,
        long number,
        int generation,
        String place,
        String range,
        String title,
        String source,
        boolean over) {
    /** An incident that is open. */
    public FoldedIncident(
            String key, long number, int generation, String place, String range, String title, String source) {
        this(key, number, generation, place, range, title, source, false);
    }

    /** The same incident, whose opening is over. */
    public FoldedIncident ended() {
        return new FoldedIncident(key, number, generation, place, range, title, source, true);
    }

    /** Without the title, since records are logged. */
    @Override
    public String toString() {
        return "FoldedIncident[#" + number + "]";
    }
}
