package dev.vestnik.delivery;

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
 */
public record DeliveryPlan(
        @Nullable ComposedMessage message,
        List<String> remaining,
        List<RedisWrite> writes,
        @Nullable Digest digest) {
    public DeliveryPlan {
        remaining = List.copyOf(remaining);
        writes = List.copyOf(writes);
    }

    /** @param name which of the chat's digests, see {@link dev.vestnik.store.Keys#digest} */
    public record Digest(String name, LiveDigest digest) {}
}
