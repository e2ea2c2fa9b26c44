package dev.vestnik.dispatch;

import dev.vestnik.directory.Directory;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.user.User;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects the recipients of an event among the reachable users.
 *
 * <ol>
 *   <li>An event that closes goes to the holders of the card of its incident.
 *   <li>An event with {@code to} goes to the listed people; if none of them is reachable, to the administrators.
 *   <li>An event of an unknown area goes to the administrators.
 *   <li>Any other event goes to the first of these groups that is not empty: the people on duty for the area; the people
 *       responsible for the area; the administrators. The second and third only for a status that wakes.
 *   <li>In each case only those who have selected the status get the event; a deselected status never opens the next
 *       group.
 * </ol>
 */
final class RecipientSelector {
    private final @Nullable String defaultArea;

    /** @param defaultArea the area of events without a known area; null, or not in the directory: none */
    RecipientSelector(@Nullable String defaultArea) {
        this.defaultArea = defaultArea;
    }

    /** The event's area, else that of its address, else the default; empty: unknown. */
    Optional<String> areaOf(Event event, Directory directory) {
        return directory.areaOf(event).or(() -> Optional.ofNullable(defaultArea)
                .filter(area -> directory.areaName(area).isPresent()));
    }

    /**
     * @param area see {@link #areaOf}; null: unknown
     * @param holders the chats that got a message about the incident; used for a status that closes
     */
    List<Recipient> of(
            Event event, Status status, @Nullable String area, Collection<Long> holders, ReachableUsers users) {
        if (status.closes()) {
            List<User> reachableHolders = holders.stream()
                    .sorted()
                    .map(users::byChat)
                    .flatMap(Optional::stream)
                    .toList();
            return selected(reachableHolders, status, Why.HOLDER);
        }
        if (!event.to().isEmpty()) {
            List<User> named = users.named(event.to());
            return named.isEmpty()
                    ? selected(users.administrators(), status, Why.ADMIN)
                    : selected(named, status, Why.NAMED);
        }
        if (area == null) {
            return selected(users.administrators(), status, Why.UNKNOWN_AREA);
        }
        return ofArea(status, area, users);
    }

    private static List<Recipient> ofArea(Status status, String area, ReachableUsers users) {
        List<User> onDuty = users.onDuty(area);
        if (!onDuty.isEmpty() || !status.wakes()) {
            return selected(onDuty, status, Why.DUTY);
        }
        List<User> responsible = users.responsibleFor(area);
        return responsible.isEmpty()
                ? selected(users.administrators(), status, Why.ADMIN)
                : selected(responsible, status, Why.WOKEN);
    }

    private static List<Recipient> selected(List<User> users, Status status, Why why) {
        return users.stream()
                .filter(user -> user.selected().contains(status.name()))
                .map(user -> new Recipient(user.chat(), why))
                .toList();
    }
}
