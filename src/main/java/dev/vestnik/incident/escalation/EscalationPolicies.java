package dev.vestnik.incident.escalation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policy of each area: its own, or that of all others. */
public interface EscalationPolicies {
    /** @param area null: unknown */
    EscalationPolicy of(@Nullable String area);

    /** Whether the area has a policy of its own. */
    boolean isOwn(@Nullable String area);

    /**
     * The pauses before each step, see {@link EscalationPolicy#pauses}, by area; the empty area stands for all that have
     * no policy of their own.
     */
    Map<String, List<Long>> allPauses();
}
