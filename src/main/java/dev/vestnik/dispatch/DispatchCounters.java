package dev.vestnik.dispatch;

import dev.vestnik.event.Rejection;

/** Counts what dispatch does, for operators. */
public interface DispatchCounters {
    /** An entry of the stream of events had this outcome. */
    void dispatched(DispatchOutcome.Kind kind);

    /** An event whose status wakes has reached nobody. */
    void missed();

    /** An event was invalid for this reason. */
    void rejected(Rejection.Reason reason);
}
