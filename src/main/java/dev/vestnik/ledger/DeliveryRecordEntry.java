package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of several events of one chat at once, an entry of its stream: {@code line}, a {@link DeliveryRecord}, and {@code
 * events}, in the order of the message, of each {@code <reference>=<why>}.
 */
record DeliveryRecordEntry(DeliveryRecord line, List<OutboxEntry> events) {
    private static final String LINE = "line";
    private static final String EVENTS = "events";

    /** @param forget what is older is not kept any more */
    static RedisWrite write(String stream, DeliveryRecord line, List<OutboxEntry> entries, Instant forget) {
        StringBuilder events = new StringBuilder(30 * entries.size());
        for (OutboxEntry entry : entries) {
            if (!events.isEmpty()) {
                events.append(' ');
            }
            events.append(entry.event()).append('=').append(entry.why().label());
        }
        return RedisWrite.of(
                "XADD",
                stream,
                "MINID",
                "~",
                Long.toString(Math.max(0, forget.toEpochMilli())),
                "*",
                LINE,
                line.text(),
                EVENTS,
                events.toString());
    }

    static DeliveryRecordEntry of(long chat, StreamMessage<String, String> entry) {
        Map<String, String> fields = entry.getBody();
        List<OutboxEntry> events = new ArrayList<>();
        for (String event : fields.getOrDefault(EVENTS, "").split(" ")) {
            int equals = event.lastIndexOf('=');
            events.add(new OutboxEntry(chat, event.substring(0, equals), Why.labelled(event.substring(equals + 1))));
        }
        return new DeliveryRecordEntry(DeliveryRecord.parse(fields.getOrDefault(LINE, "")), events);
    }

    /** The line of one of its events: where it has no remark, with why the person got it. */
    DeliveryRecord lineOf(OutboxEntry event) {
        return line.remark().isEmpty()
                ? new DeliveryRecord(
                        line.state(), line.at(), line.message(), event.why().label())
                : line;
    }
}
