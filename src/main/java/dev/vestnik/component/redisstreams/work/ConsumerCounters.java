package dev.vestnik.component.redisstreams.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Internal to the component. Counters of a consumer since it was made. They count entries unless they say exchanges. */
public final class ConsumerCounters {
    private static final int MOST_IDS = 10;

    /** Given to the route; each delivery counts. */
    public final LongAdder delivered = new LongAdder();
    /** Settled as done. */
    public final LongAdder done = new LongAdder();
    /** Exchanges that failed, without retries that are not failures. */
    public final LongAdder failed = new LongAdder();
    /** Given to the route for the second time or later. */
    public final LongAdder redelivered = new LongAdder();
    /** Taken over from other consumers. */
    public final LongAdder claimed = new LongAdder();
    /** Moved to the dead letters. */
    public final LongAdder dead = new LongAdder();
    /** Exchanges whose entries had another owner when they were to be settled. */
    public final LongAdder fenced = new LongAdder();
    /** Deleted from the stream while they were pending, so lost. */
    public final LongAdder deleted = new LongAdder();
    /** Removed from the stream by this consumer as done and beyond their retention. */
    public final LongAdder trimmed = new LongAdder();
    /** Dead letters removed by this consumer as beyond their retention. */
    public final LongAdder expired = new LongAdder();

    /** Counts entries that moved to the dead letters, and logs them: a warning for each reason, with at most ten ids. */
    public void dead(Logger log, String stream, Map<String, String> reasons, String error) {
        dead.add(reasons.size());
        Map<String, List<String>> ids = new LinkedHashMap<>();
        reasons.forEach((id, reason) ->
                ids.computeIfAbsent(reason, any -> new ArrayList<>()).add(id));
        ids.forEach((reason, all) -> log.warn(
                "{}: moved to the dead letters: {}{}; reason: {}{}",
                stream,
                String.join(", ", all.subList(0, Math.min(MOST_IDS, all.size()))),
                all.size() > MOST_IDS ? " and " + (all.size() - MOST_IDS) + " more" : "",
                reason,
                error.isEmpty() ? "" : ", " + error));
    }
}
