package dev.vestnik.incident;

import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.incident.silence.SilenceMark;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The problem of one key, from the event that opens it to the event that closes it.
 *
 * @param key the key of its events; for an event without key the event's reference
 * @param number what people call it, e.g. 1234: counted per bot, never reused; 0: it has none
 * @param generation how often it was opened
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
 * @param closedBy the name of the person who closed it; null: open, or closed by an event or because no event touched it
 * @param step the next step of its escalation, counted from 1; 0: it does not escalate
 * @param silence the silence that it is under: nothing is sent about it; null: none
 * @param holders the chats that got a message about it
 */
public record Incident(
        String key,
        long number,
        int generation,
        String status,
        String title,
        @Nullable String area,
        String event,
        String since,
        List<String> to,
        Instant opened,
        Instant updated,
        @Nullable Instant closed,
        @Nullable String closedBy,
        int step,
        @Nullable SilenceMark silence,
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

    /** Whether it is open, and nothing is sent about it. */
    public boolean isSilenced() {
        return open() && silence != null;
    }

    /** Whether it is in this person's lists; administrators are responsible for incidents of an unknown area. */
    public boolean concerns(Person person) {
        if (isPrivate()) {
            return to.contains(person.phone());
        }
        return area == null ? person.role() == Role.ADMIN : person.isResponsibleFor(area);
    }

    Incident withHolders(Set<Long> chats) {
        return with(number, closed, closedBy, step, silence, chats);
    }

    Incident withNumber(long given) {
        return with(given, closed, closedBy, step, silence, holders);
    }

    Incident withStep(int next) {
        return with(number, closed, closedBy, next, silence, holders);
    }

    /** @param mark null: it is under no silence any more */
    Incident withSilence(@Nullable SilenceMark mark) {
        return with(number, closed, closedBy, step, mark, holders);
    }

    /** The incident after this person has closed it. */
    Incident closedBy(String person, Instant now) {
        return with(number, now, person, 0, silence, holders);
    }

    private Incident with(
            long newNumber,
            @Nullable Instant newClosed,
            @Nullable String newClosedBy,
            int newStep,
            @Nullable SilenceMark newSilence,
            Set<Long> newHolders) {
        return new Incident(
                key,
                newNumber,
                generation,
                status,
                title,
                area,
                event,
                since,
                to,
                opened,
                updated,
                newClosed,
                newClosedBy,
                newStep,
                newSilence,
                newHolders);
    }

    /** Without phones and title, since records are logged. */
    @Override
    public String toString() {
        return "Incident[#" + number + ", " + event + ", " + status + ", " + (open() ? "open" : "closed") + "]";
    }
}
