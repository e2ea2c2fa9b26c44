package dev.vestnik.delivery;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.store.RedisWrite;
import java.util.List;

/**
 * The next message of a chat and what it leaves.
 *
 * @param remaining the ids of the pending entries that the message does not contain, in order
 * @param writes what to write with the settlement of the message
 */
public record DeliveryPlan(ComposedMessage message, List<String> remaining, List<RedisWrite> writes) {
    public DeliveryPlan {
        remaining = List.copyOf(remaining);
        writes = List.copyOf(writes);
    }
}
