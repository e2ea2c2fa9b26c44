package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What dispatch decided about one event. In Redis it is text, separated by spaces: the outcome, the epoch milliseconds,
 * the remark or {@code -}, and {@code <chat>:<why>} for each recipient.
 *
 * @param outcome the label of the dispatch outcome, e.g. {@code routed}
 * @param at when dispatch decided
 * @param remark one word; may be empty
 * @param entries one for each recipient
 */
record DispatchRecord(String outcome, Instant at, String remark, List<OutboxEntry> entries) {
    String text() {
        StringBuilder text = new StringBuilder(40 + 20 * entries.size());
        text.append(outcome).append(' ').append(at.toEpochMilli()).append(' ');
        text.append(remark.isEmpty() ? "-" : remark);
        for (OutboxEntry entry : entries) {
            text.append(' ').append(entry.chat()).append(':').append(entry.why().label());
        }
        return text.toString();
    }

    /** @throws IllegalStateException if the text is not a dispatch record */
    static DispatchRecord parse(String ref, String text) {
        String[] words = text.split(" ");
        try {
            List<OutboxEntry> entries = new ArrayList<>();
            for (int i = 3; i < words.length; i++) {
                String[] chatAndWhy = words[i].split(":", 2);
                entries.add(new OutboxEntry(Long.parseLong(chatAndWhy[0]), ref, Why.labelled(chatAndWhy[1])));
            }
            return new DispatchRecord(
                    words[0],
                    Instant.ofEpochMilli(Long.parseLong(words[1])),
                    words[2].equals("-") ? "" : words[2],
                    entries);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException("Invalid dispatch record in Redis: " + text, e);
        }
    }
}
