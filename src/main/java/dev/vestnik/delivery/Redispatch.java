package dev.vestnik.delivery;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.RedisWrite;
import java.util.List;

/** Finds others for what somebody could not be told. */
@FunctionalInterface
public interface Redispatch {
    /** What to write so that these entries' events are dispatched again, without this chat. */
    List<RedisWrite> without(long chat, List<OutboxEntry> entries);
}
