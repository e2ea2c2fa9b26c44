package dev.vestnik.component.redisstreams;

import java.util.concurrent.atomic.LongAdder;

/** What a consumer has done since it was made. Entries, not exchanges, unless it says otherwise. */
final class Counters {
    /** Given to the route; again and again counts each time. */
    final LongAdder delivered = new LongAdder();
    /** Settled as done. */
    final LongAdder done = new LongAdder();
    /** Exchanges that failed, and that was counted. */
    final LongAdder failed = new LongAdder();
    /** Given to the route for the second time or later. */
    final LongAdder redelivered = new LongAdder();
    /** Taken over from other consumers. */
    final LongAdder claimed = new LongAdder();
    /** Moved to the dead letters. */
    final LongAdder dead = new LongAdder();
    /** Exchanges whose entries had another owner when they were to be settled. */
    final LongAdder robbed = new LongAdder();
    /** Deleted from the stream while they were pending: lost. */
    final LongAdder deleted = new LongAdder();
    /** Removed from the stream by this consumer as done and beyond their retention. */
    final LongAdder trimmed = new LongAdder();
    /** Dead letters removed by this consumer as beyond their retention. */
    final LongAdder expired = new LongAdder();
}
