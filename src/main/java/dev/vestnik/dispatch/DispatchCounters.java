package dev.vestnik.dispatch;

import dev.vestnik.event.Rejection;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;

/** Counts what dispatch does, for operators. */
public interface DispatchCounters {
    /** An entry of the stream of events had this outcome. */
    void dispatched(DispatchOutcome outcome);

    /** An event whose status wakes has reached nobody. */
    void missed();

    /** A step of an escalation has told these. */
    void escalated(Target target);

    /** An event was invalid for this reason. */
    void rejected(Rejection.Reason reason);
}
