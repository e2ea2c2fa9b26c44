package dev.vestnik.incident;

import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The problem of one key, from the event that opens it to the event that closes it.
 *
 * @param key the key of its events; for an event without key the event's reference
 * @param status the status of the last event that opens or closes; events of other statuses, such as {@code info}, do not
 *     change it
 * @param title the title of that event
 * @param area null: unknown
 * @param event the reference of that event, see {@link dev.vestnik.store.Keys#event}
 * @param since the reference of the event that opened it, or closed it: earlier events belong to an earlier opening
 * @param to the phones of the only people who may see it; empty: it is not private
 * @param opened the time of the event that opened it; if that is in the future, the time at which it arrived
 * @param updated when the last event of any status arrived
 * @param closed the time of the event that closed it; if that is in the future, the time at which it arrived; null: open
 * @param holders the chats that got a message about it
 */
public record Incident(
        String key,
        String status,
        String title,
        @Nullable String area,
        String event,
        String since,
        List<String> to,
        Instant opened,
        Instant updated,
        @Nullable Instant closed,
        Set<Long> holders) {
    public Incident {
        to = List.copyOf(to);
        holders = Set.copyOf(holders);
    }

    /** Whether only the people of {@link #to} may see it. */
    public boolean isPrivate() {
        return !to.isEmpty();
    }

    public boolean open() {
        return closed == null;
    }

    /** Whether it is in this person's lists; administrators are responsible for incidents of an unknown area. */
    public boolean concerns(Person person) {
        if (isPrivate()) {
            return to.contains(person.phone());
        }
        return area == null ? person.role() == Role.ADMIN : person.isResponsibleFor(area);
    }

    /** Without phones and title, since records are logged. */
    @Override
    public String toString() {
        return "Incident[" + event + ", " + status + ", " + (open() ? "open" : "closed") + "]";
    }
}
