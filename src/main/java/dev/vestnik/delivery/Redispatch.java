package dev.vestnik.delivery;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.RedisWrite;
import java.util.List;

/** Dispatches events again that a recipient could not get. */
@FunctionalInterface
public interface Redispatch {
    /** The writes by which these entries' events are dispatched again, without this chat. */
    List<RedisWrite> without(long chat, List<OutboxEntry> entries);
}
