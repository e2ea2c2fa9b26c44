package dev.vestnik.whatif;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a change would make of the events of the past.
 *
 * @param events how many were replayed
 * @param from when the first was accepted; null: there is none
 * @param to when the last was accepted
 * @param silences how many silences were in force, each from its begin; those that have ended are not kept
 * @param now the totals as things are
 * @param then the totals with the change
 * @param people who gets events now or then, by name
 * @param differences the events that would be treated differently, in their order
 */
public record WhatIfResult(
        int events,
        @Nullable Instant from,
        @Nullable Instant to,
        int silences,
        Totals now,
        Totals then,
        List<PersonCounts> people,
        List<Difference> differences) {
    public WhatIfResult {
        people = List.copyOf(people);
        differences = List.copyOf(differences);
    }

    /**
     * @param outcomes how many events had each outcome, e.g. {@code routed}
     * @param missed events of a status that wakes that would reach nobody
     * @param messages events times people, before any are merged
     */
    public record Totals(Map<String, Integer> outcomes, int missed, int messages) {
        public Totals {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /** How many events one person gets as things are, would get, in addition and no longer. */
    public record PersonCounts(String name, int now, int then, int added, int removed) {}
}
