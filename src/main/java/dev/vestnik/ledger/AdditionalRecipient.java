package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Instant;

/**
 * A recipient whom the dispatch of the event did not select: the event was handed over at the start of duty, or
 * dispatched again without an unreachable recipient. Stored as a field of the HASH {@link Keys#ledgerAdditionalRecipients}.
 *
 * @param since when the entry was written to the outbox
 */
record AdditionalRecipient(OutboxEntry entry, Instant since) {
    private static final String HANDOVER = ":handover";

    /** A handover, an escalation and the end of a silence are entries of their own: the chat may have got the event before. */
    static String field(OutboxEntry entry) {
        if (entry.why() == Why.ESCALATED || entry.why() == Why.UNSILENCED) {
            return entry.chat() + ":" + entry.why().label();
        }
        return isLater(entry) ? entry.chat() + HANDOVER : Long.toString(entry.chat());
    }

    /** Whether the chat gets the event after its dispatch, at the start of duty or when it is reachable again. */
    static boolean isLater(OutboxEntry entry) {
        return entry.why() == Why.HANDOVER || entry.why() == Why.MISSED;
    }

    RedisWrite write(Keys keys) {
        return RedisWrite.of(
                "HSET",
                keys.ledgerAdditionalRecipients(entry.event()),
                field(entry),
                since.toEpochMilli() + " " + entry.why().label());
    }

    static AdditionalRecipient parse(String ref, String field, String value) {
        long chat = Long.parseLong(field.split(":", 2)[0]);
        String[] sinceAndWhy = value.split(" ", 2);
        return new AdditionalRecipient(
                new OutboxEntry(chat, ref, Why.labelled(sinceAndWhy[1])),
                Instant.ofEpochMilli(Long.parseLong(sinceAndWhy[0])));
    }
}
