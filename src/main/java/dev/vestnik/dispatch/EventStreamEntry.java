package dev.vestnik.dispatch;

import dev.vestnik.event.EventList;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One entry of the stream of events. */
public sealed interface EventStreamEntry {
    /** The id of the entry. */
    String ref();

    /**
     * The field with the context of its trace (https://www.w3.org/TR/trace-context/#traceparent-header), which an entry
     * may have.
     */
    String TRACE = "traceparent";

    /** The route of an event that was pushed to the inbox. */
    String INBOX = "inbox";

    /**
     * An event as it was sent, not validated yet. The array is not copied and must not be changed.
     *
     * @param route the route that accepted it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Raw(String ref, byte[] bytes, String route) implements EventStreamEntry {
        public Raw(String ref, byte[] bytes) {
            this(ref, bytes, INBOX);
        }

        /**
         * The events of an array as entries of their own, with references {@code <ref>.<index>}; any other entry remains one.
         */
        public List<EventStreamEntry> separate() {
            List<byte[]> elements = EventList.elements(bytes);
            List<EventStreamEntry> entries = new ArrayList<>(elements.size());
            for (byte[] element : elements) {
                entries.add(new Raw(ref + "." + entries.size(), element, route));
            }
            return entries.isEmpty() ? List.of(this) : entries;
        }

        /** Without the content, since records are logged. */
        @Override
        public String toString() {
            return "Raw[" + ref + ", " + bytes.length + " bytes]";
        }
    }

    /**
     * A request to dispatch an event again without a recipient who is unreachable. Recipients who got the event already do
     * not get it again.
     *
     * @param event the reference of the event
     * @param without the chat that is unreachable, and is marked so
     */
    record RedispatchRequest(String ref, String event, long without) implements EventStreamEntry {
        private static final String EVENT = "again";
        private static final String WITHOUT = "without";

        /** The write that adds this request to the stream of events. */
        public static RedisWrite write(Keys keys, String event, long without) {
            return RedisWrite.append(keys.events(), Map.of(EVENT, event, WITHOUT, Long.toString(without)));
        }

        /** @return empty: the fields are not those of a request */
        static Optional<RedispatchRequest> of(String ref, Map<String, String> fields) {
            String event = fields.get(EVENT);
            String without = fields.get(WITHOUT);
            return event == null || without == null || !without.matches("-?[0-9]{1,18}")
                    ? Optional.empty()
                    : Optional.of(new RedispatchRequest(ref, event, Long.parseLong(without)));
        }
    }

    /** A request to send the events that have reached nobody, as far as one of the people they concern is reachable by now. */
    record MissedRequest(String ref) implements EventStreamEntry {
        private static final String FIELD = "missed";
        private static final String SEND = "send";

        /** The fields of such an entry. */
        public static Map<String, String> fields() {
            return Map.of(FIELD, SEND);
        }

        /** @return empty: the fields are not those of a request */
        static Optional<MissedRequest> of(String ref, Map<String, String> fields) {
            return fields.equals(fields()) ? Optional.of(new MissedRequest(ref)) : Optional.empty();
        }
    }

    /** A request of a person to close an incident. */
    record Closing(String ref, ClosingRequest request) implements EventStreamEntry {
        /** @return empty: the fields are not those of a request */
        static Optional<Closing> of(String ref, Map<String, String> fields) {
            return ClosingRequest.of(fields).map(request -> new Closing(ref, request));
        }
    }

    /** A step of the escalation of an incident is due. */
    record Escalating(String ref, EscalationRequest request) implements EventStreamEntry {
        /** @return empty: the fields are not those of a request */
        static Optional<Escalating> of(String ref, Map<String, String> fields) {
            return EscalationRequest.of(fields).map(request -> new Escalating(ref, request));
        }
    }

    /** An owner who has reported nothing for a while has to be asked. */
    record Reminding(String ref, OwnerReminder request) implements EventStreamEntry {
        /** @return empty: the fields are not those of a request */
        static Optional<Reminding> of(String ref, Map<String, String> fields) {
            return OwnerReminder.of(fields).map(request -> new Reminding(ref, request));
        }
    }

    /** A silence has begun, or ends. */
    record Silencing(String ref, SilenceRequest request) implements EventStreamEntry {
        /** @return empty: the fields are not those of a request */
        static Optional<Silencing> of(String ref, Map<String, String> fields) {
            return SilenceRequest.of(fields).map(request -> new Silencing(ref, request));
        }
    }

    /** An entry with unknown fields, e.g. written by hand. */
    record Malformed(String ref, Map<String, String> fields) implements EventStreamEntry {
        /** The field of an element of the inbox that was cut: how many bytes it has, and what is right. */
        static final String TOO_LARGE = "too-large";

        public Malformed {
            fields = Map.copyOf(fields);
        }

        /** Without the content, since records are logged. */
        @Override
        public String toString() {
            return "Malformed[" + ref + "]";
        }
    }

    /** The entry of fields that are not the single field {@code body}. */
    static EventStreamEntry of(String ref, Map<String, String> written) {
        Map<String, String> fields = new HashMap<>(written);
        fields.remove(TRACE);
        String body = fields.get("body");
        String route = fields.get("route");
        if (body != null && route != null && fields.size() == 2) {
            return new Raw(ref, body.getBytes(StandardCharsets.UTF_8), route);
        }
        return RedispatchRequest.of(ref, fields)
                .<EventStreamEntry>map(request -> request)
                .or(() -> MissedRequest.of(ref, fields))
                .or(() -> Closing.of(ref, fields))
                .or(() -> Escalating.of(ref, fields))
                .or(() -> Reminding.of(ref, fields))
                .or(() -> Silencing.of(ref, fields))
                .orElseGet(() -> new Malformed(ref, fields));
    }
}
