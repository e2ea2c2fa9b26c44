package dev.vestnik.dispatch;

import dev.vestnik.event.Rejection;

/** What operators see counted of dispatch. */
public interface DispatchCounters {
    /** One entry of the stream of events came to this. */
    void came(DispatchOutcome.Kind kind);

    /** One entry was no event, for this reason. */
    void rejected(Rejection.Reason reason);
}
