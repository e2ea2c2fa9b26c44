package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.RedisWrite;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An entry of the stream of delivery records of one chat: one record for all events of a message. Its fields are {@code
 * line}, the text of the {@link DeliveryRecord}, and {@code events}, a list of {@code <reference>=<why>} in the order of
 * the message.
 */
record DeliveryRecordEntry(DeliveryRecord record, List<OutboxEntry> events) {
    private static final String RECORD = "line";
    private static final String EVENTS = "events";

    /** @param oldest records before this time may be trimmed */
    RedisWrite write(String stream, Instant oldest) {
        String references = events.stream()
                .map(event -> event.event() + "=" + event.why().label())
                .collect(Collectors.joining(" "));
        return RedisWrite.of(
                "XADD",
                stream,
                "MINID",
                "~",
                Long.toString(Math.max(0, oldest.toEpochMilli())),
                "*",
                RECORD,
                record.text(),
                EVENTS,
                references);
    }

    static DeliveryRecordEntry of(long chat, StreamMessage<String, String> entry) {
        Map<String, String> fields = entry.getBody();
        List<OutboxEntry> events = Stream.of(fields.getOrDefault(EVENTS, "").split(" "))
                .map(event -> event(chat, event))
                .toList();
        return new DeliveryRecordEntry(DeliveryRecord.parse(fields.getOrDefault(RECORD, "")), events);
    }

    private static OutboxEntry event(long chat, String text) {
        int equals = text.lastIndexOf('=');
        return new OutboxEntry(chat, text.substring(0, equals), Why.labelled(text.substring(equals + 1)));
    }

    /** The record of one of the events; without a remark, its remark is why the person got the event. */
    DeliveryRecord recordOf(OutboxEntry event) {
        return record.remark().isEmpty()
                ? new DeliveryRecord(
                        record.state(),
                        record.at(),
                        record.message(),
                        event.why().label())
                : record;
    }
}
