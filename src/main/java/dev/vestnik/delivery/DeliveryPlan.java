package dev.vestnik.delivery;

import dev.vestnik.delivery.card.CardPlan;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.LiveDigest;
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
 * @param text whether the message is the batch's text
 */
public record DeliveryPlan(
        @Nullable ComposedMessage message,
        List<String> remaining,
        List<RedisWrite> writes,
        @Nullable Digest digest,
        @Nullable CardPlan card,
        boolean text) {
    public DeliveryPlan {
        remaining = List.copyOf(remaining);
        writes = List.copyOf(writes);
    }

    /** @param name which of the chat's digests, see {@link dev.vestnik.store.Keys#digest} */
    public record Digest(String name, LiveDigest digest) {}
}
