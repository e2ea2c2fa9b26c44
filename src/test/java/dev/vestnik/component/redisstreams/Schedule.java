package dev.vestnik.component.redisstreams;

import java.util.List;

/**
 * What happens in one run of {@link RandomScheduleIT}.
 *
 * @param instances how many consumers there are from the beginning
 * @param keys how many keys the entries are spread over
 */
record Schedule(Mode mode, int instances, int keys, int batchSize, List<Step> steps) {
    enum Mode {
        GROUP("s?group=g"),
        LEASED("s?group=g&lease=only"),
        KEYED("s?keyed=true");

        private final String uri;

        Mode(String uri) {
            this.uri = uri;
        }

        String uri() {
            return uri;
        }

        boolean leased() {
            return this == LEASED;
        }
    }

    enum What {
        ADD,
        WAIT,
        PAUSE_OR_RESUME,
        CUT,
        DIE,
        RESTART;

        boolean disturbs() {
            return this != ADD && this != WAIT;
        }
    }

    /** What the handler does with an entry, the first time or always. */
    enum Fate {
        DONE,
        SLOW_ONCE,
        FAILS_ONCE,
        FAILS_ALWAYS,
        LATER_ONCE,
        KEPT_ONCE,
        DEAD
    }

    /**
     * @param which the key, or the instance
     * @param millis how long to wait afterwards
     */
    record Step(What what, int which, Fate fate, int millis) {}

    boolean disturbed() {
        return steps.stream().anyMatch(step -> step.what().disturbs());
    }
}
