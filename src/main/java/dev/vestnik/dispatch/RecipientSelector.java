package dev.vestnik.dispatch;

import dev.vestnik.directory.Directory;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.user.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who gets an event. Reachable is who is logged in, enabled, and not marked unreachable.
 *
 * <ol>
 *   <li>An event that closes goes to those who hold the card of its incident.
 *   <li>With {@code to}: those of them who are reachable; if none, the administrators who are.
 *   <li>Of an unknown area: the administrators who are reachable.
 *   <li>Else the first of these that is not empty: reachable and on duty for the area; reachable and answering for the
 *       area; reachable administrators. The second and third only where the status wakes.
 *   <li>Of these, who has selected the status. Deselecting never opens the next step.
 * </ol>
 */
final class RecipientSelector {
    private final @Nullable String defaultArea;

    /** @param defaultArea the area of events whose own is unknown; null, or not in the directory: there is none */
    RecipientSelector(@Nullable String defaultArea) {
        this.defaultArea = defaultArea;
    }

    /** The event's area, else that of its address, else the default one; empty: unknown. */
    Optional<String> areaOf(Event event, Directory directory) {
        return directory.areaOf(event).or(() -> Optional.ofNullable(defaultArea)
                .filter(area -> directory.areaName(area).isPresent()));
    }

    /**
     * @param area as {@link #areaOf} says; null: unknown
     * @param holders for a status that closes: the chats that the incident was sent to
     */
    List<Recipient> of(
            Event event, Status status, @Nullable String area, Collection<Long> holders, ReachableUsers audience) {
        if (status.closes()) {
            List<User> holding = holders.stream()
                    .sorted()
                    .map(audience::byChat)
                    .flatMap(Optional::stream)
                    .toList();
            return selected(holding, status, Why.HOLDER);
        }
        if (!event.to().isEmpty()) {
            List<User> named = audience.named(event.to());
            return named.isEmpty()
                    ? selected(audience.administrators(), status, Why.ADMIN)
                    : selected(named, status, Why.NAMED);
        }
        if (area == null) {
            return selected(audience.administrators(), status, Why.UNKNOWN_AREA);
        }
        return ofArea(status, area, audience);
    }

    private static List<Recipient> ofArea(Status status, String area, ReachableUsers audience) {
        List<User> onDuty = audience.onDuty(area);
        if (!onDuty.isEmpty() || !status.wakes()) {
            return selected(onDuty, status, Why.DUTY);
        }
        List<User> answering = audience.answeringFor(area);
        return answering.isEmpty()
                ? selected(audience.administrators(), status, Why.ADMIN)
                : selected(answering, status, Why.WOKEN);
    }

    private static List<Recipient> selected(List<User> users, Status status, Why why) {
        List<Recipient> selected = new ArrayList<>(users.size());
        for (User user : users) {
            if (user.selected().contains(status.name())) {
                selected.add(new Recipient(user.chat(), why));
            }
        }
        return selected;
    }
}
