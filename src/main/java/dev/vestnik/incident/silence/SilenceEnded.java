package dev.vestnik.incident.silence;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A silence that has ended, and what has to be said about it.
 *
 * @param by the name of the person who has ended it; empty: its time was up
 * @param events how many events it has kept from being sent
 * @param open what is still open, by the chat of each person who has to know; each has the person who set the silence
 */
public record SilenceEnded(Silence silence, String by, long events, Map<Long, List<StillOpen>> open) {
    public SilenceEnded {
        open = Map.copyOf(open);
    }

    /**
     * An incident that was under the silence.
     *
     * @param area null: unknown
     */
    public record StillOpen(
            long number,
            String status,
            String title,
            @Nullable String area) {
        /** Without the title, since records are logged. */
        @Override
        public String toString() {
            return "StillOpen[#" + number + "]";
        }
    }

    /** Without the name, since records are logged. */
    @Override
    public String toString() {
        return "SilenceEnded[" + silence.id() + "]";
    }
}
