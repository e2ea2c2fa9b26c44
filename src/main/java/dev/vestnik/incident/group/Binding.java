package dev.vestnik.incident.group;

import dev.vestnik.incident.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents a group or a topic gets copies of. Copies are for reading along: a group is never a recipient of an event.
 *
 * @param areas empty: all, and incidents of an unknown area
 * @param statuses the statuses with which an incident appears; empty: all that open an incident
 * @param text whether copies contain text, labels, address, link and notes
 * @param language {@code ru} or {@code en}
 * @param title of the group, for administrators; null: unknown
 * @param closed why Telegram takes nothing there, in Telegram's words; null: it does, as far as is known
 */
public record Binding(
        long chat,
        @Nullable Long topic,
        List<String> areas,
        List<String> statuses,
        boolean text,
        String language,
        @Nullable String title,
        @Nullable String closed) {
    public Binding {
        areas = List.copyOf(areas);
        statuses = List.copyOf(statuses);
    }

    public Place place() {
        return new Place(chat, topic);
    }

    /** Whether this incident appears there. One that has a copy stays, whatever becomes of it. */
    public boolean covers(Incident incident) {
        boolean area = areas.isEmpty() || (incident.area() != null && areas.contains(incident.area()));
        boolean status = statuses.isEmpty() || statuses.contains(incident.status());
        boolean shown = incident.open() && incident.number() > 0 && !incident.isPrivate() && !incident.isSilenced();
        return shown && area && status;
    }

    Binding in(long supergroup) {
        return new Binding(supergroup, topic, areas, statuses, text, language, title, closed);
    }

    Binding closed(String why) {
        return new Binding(chat, topic, areas, statuses, text, language, title, why);
    }

    /** Without the title, since records are logged. */
    @Override
    public String toString() {
        return "Binding[" + place().name() + "]";
    }
}
