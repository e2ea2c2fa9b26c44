package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Instant;
import java.util.Map;

/** Those who got an event though dispatch had not named them; a field each, which says since when and why. */
final class AdditionalRecipient {
    private static final String HANDOVER = ":handover";

    private AdditionalRecipient() {}

    static RedisWrite write(Keys keys, OutboxEntry entry, Instant now) {
        return RedisWrite.of(
                "HSET",
                keys.ledgerOthers(entry.event()),
                field(entry),
                now.toEpochMilli() + " " + entry.why().label());
    }

    /** Whoever is told of an event on coming on duty may have been told before: that is another line. */
    static String field(OutboxEntry entry) {
        return entry.why() == Why.HANDOVER ? entry.chat() + HANDOVER : Long.toString(entry.chat());
    }

    /** The entry that a field tells of. */
    static OutboxEntry entry(String ref, Map.Entry<String, String> field) {
        String name = field.getKey();
        int colon = name.indexOf(':');
        String chat = colon < 0 ? name : name.substring(0, colon);
        return new OutboxEntry(
                Long.parseLong(chat), ref, Why.labelled(field.getValue().split(" ", 2)[1]));
    }

    /** Since when it is so. */
    static Instant since(Map.Entry<String, String> field) {
        return Instant.ofEpochMilli(Long.parseLong(field.getValue().split(" ", 2)[0]));
    }
}
