package dev.vestnik.delivery;

import dev.vestnik.delivery.card.CardPlan;
import dev.vestnik.delivery.digest.LiveDigest;
import dev.vestnik.delivery.digest.StormPlan;
import dev.vestnik.delivery.group.GroupCopyPlan;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.store.RedisWrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next message of a chat and what it leaves.
 *
 * @param message null: nothing is sent
 * @param remaining the ids of the pending entries that the message does not contain, in order
 * @param writes what to write with the settlement of the message
 * @param digest the live digest that the message shows; null: none
 * @param card the message as one about an incident; null: it is about none, or about several
 * @param storm the message as the card of a storm; null: it is none
 * @param copy the message as one about incidents in a group; null: it is none
 * @param text whether the message is the batch's text
 */
public record DeliveryPlan(
        @Nullable ComposedMessage message,
        List<String> remaining,
        List<RedisWrite> writes,
        @Nullable Digest digest,
        @Nullable CardPlan card,
        @Nullable StormPlan storm,
        @Nullable GroupCopyPlan copy,
        boolean text) {
    public DeliveryPlan {
        remaining = List.copyOf(remaining);
        writes = List.copyOf(writes);
    }

    DeliveryPlan(
            @Nullable ComposedMessage message,
            List<String> remaining,
            List<RedisWrite> writes,
            @Nullable Digest digest,
            @Nullable CardPlan card,
            @Nullable StormPlan storm,
            boolean text) {
        this(message, remaining, writes, digest, card, storm, null, text);
    }

    /** The same after a supergroup replaced the group. */
    public DeliveryPlan in(long supergroup) {
        return copy == null
                ? this
                : new DeliveryPlan(message, remaining, writes, digest, card, storm, copy.in(supergroup), text);
    }

    /** The edit that takes the buttons from a message which this one replaces; null: none. */
    public @Nullable OutboxText ends() {
        if (storm != null) {
            return storm.ends();
        }
        if (copy != null) {
            return copy.ends();
        }
        return card == null ? null : card.ends();
    }

    /** Whether the message is the only one that shows something that goes on, so that it is sent anew when it is gone. */
    public boolean isLive() {
        boolean liveCard =
                card != null && card.shown() != null && !card.shown().card().ended();
        return digest != null || storm != null || liveCard || (copy != null && copy.isLive());
    }

    /** @param name which of the chat's digests, see {@link dev.vestnik.store.Keys#digest} */
    public record Digest(String name, LiveDigest digest) {}
}
