package dev.vestnik.dispatch;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.util.Map;
import java.util.Optional;

/** One entry of the stream of events. */
public sealed interface EventStreamEntry {
    /** The id of the entry. */
    String ref();

    /** What may be an event, as it was sent. Its array is not copied: nobody changes it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Raw(String ref, byte[] bytes) implements EventStreamEntry {
        /** Never shows what was sent. */
        @Override
        public String toString() {
            return "Raw[" + ref + ", " + bytes.length + " bytes]";
        }
    }

    /**
     * An event that met somebody unreachable, and goes to those who get it without them; who got it already does not
     * get it again.
     *
     * @param event the reference of the event
     * @param without the chat that has turned out to be unreachable, and is marked so
     */
    record Again(String ref, String event, long without) implements EventStreamEntry {
        private static final String EVENT = "again";
        private static final String WITHOUT = "without";

        /** The write by which an event is dispatched again: an entry of the stream of events. */
        public static RedisWrite write(Keys keys, String event, long without) {
            return RedisWrite.append(keys.events(), Map.of(EVENT, event, WITHOUT, Long.toString(without)));
        }

        /** @return empty: the fields are no such entry */
        static Optional<Again> of(String ref, Map<String, String> fields) {
            String event = fields.get(EVENT);
            String without = fields.get(WITHOUT);
            return event == null || without == null || !without.matches("-?[0-9]{1,18}")
                    ? Optional.empty()
                    : Optional.of(new Again(ref, event, Long.parseLong(without)));
        }
    }

    /** An entry whose fields somebody wrote by hand: not one field {@code body}, and nothing of ours. */
    record Foreign(String ref, Map<String, String> fields) implements EventStreamEntry {
        public Foreign {
            fields = Map.copyOf(fields);
        }

        /** Never shows what was sent. */
        @Override
        public String toString() {
            return "Foreign[" + ref + "]";
        }
    }

    /** The entry of these fields, which are not one {@code body}. */
    static EventStreamEntry of(String ref, Map<String, String> fields) {
        return Again.of(ref, fields).<EventStreamEntry>map(again -> again).orElseGet(() -> new Foreign(ref, fields));
    }
}
