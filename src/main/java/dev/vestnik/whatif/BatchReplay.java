package dev.vestnik.whatif;

import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.EventStreamEntry.Raw;
import dev.vestnik.store.RedisWrite;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dispatches a batch of events in a replay, and writes nothing itself. */
@FunctionalInterface
public interface BatchReplay {
    /**
     * @return what became of the batch
     * @throws FailedException if a step has failed, so that nothing of the batch counts
     */
    Result replay(List<Raw> batch);

    /**
     * @param outcomes of the events that were dispatched
     * @param chats who would get an event, by its reference
     * @param writes the writes for the next batch
     */
    record Result(List<DispatchOutcome> outcomes, Map<String, Set<Long>> chats, List<RedisWrite> writes) {
        public Result {
            outcomes = List.copyOf(outcomes);
            chats = Map.copyOf(chats);
            writes = List.copyOf(writes);
        }
    }

    /** A step has failed. */
    final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public FailedException(Throwable cause) {
            super(cause);
        }
    }
}
