package dev.vestnik.delivery.group;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.incident.card.Card;
import dev.vestnik.incident.group.GroupDigest;
import dev.vestnik.incident.group.Place;
import dev.vestnik.outbox.OutboxText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The next message of a group about incidents.
 *
 * @param message null: nothing is sent
 * @param settled the ids of the outbox entries that need no other message
 * @param copies what the message is a copy of; the id of a new message is not known yet
 * @param digest the digest that the message is; null: it is none
 * @param ends takes the buttons from the copy before; null: there is none
 */
public record GroupCopyPlan(
        @Nullable ComposedMessage message,
        Place place,
        Set<String> settled,
        List<Copy> copies,
        @Nullable GroupDigest digest,
        @Nullable OutboxText ends) {
    public GroupCopyPlan {
        settled = Set.copyOf(settled);
        copies = List.copyOf(copies);
    }

    /**
     * A copy of an incident.
     *
     * @param closed whether the incident is closed
     */
    public record Copy(String key, Card card, boolean closed) {}

    static GroupCopyPlan nothing(Place place, Set<String> settled) {
        return new GroupCopyPlan(null, place, settled, List.of(), null, null);
    }

    /** Whether the message shows something that goes on, so that it is sent anew when it is gone. */
    public boolean isLive() {
        return digest != null || copies.stream().anyMatch(copy -> !copy.closed());
    }

    /** The same after a supergroup replaced the group. */
    public GroupCopyPlan in(long supergroup) {
        return new GroupCopyPlan(message, place.in(supergroup), settled, copies, digest, null);
    }
}
