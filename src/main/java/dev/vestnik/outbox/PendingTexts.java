package dev.vestnik.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts in the outbox of one chat. Cards go after the other texts.
 *
 * @param next the text to send now; null: none
 * @param obsolete the texts that are not sent any more: too old, a later text has the same name, or the person has logged out
 * @param later the ids of the texts that are sent after {@code next}
 * @param copies if {@code next} is the copy of an incident in a group: the copies for the same topic, in order, that one message
 *     may show together, {@code next} included
 * @param pause how long the chat has to wait before anything is sent; zero: it need not, else there is no {@code next}
 */
public record PendingTexts(
        @Nullable PendingText next,
        List<PendingText> obsolete,
        List<String> later,
        List<PendingText> copies,
        Duration pause) {
    public static final PendingTexts NONE = new PendingTexts(null, List.of(), List.of(), List.of(), Duration.ZERO);

    /** Copies that one message may show together. */
    private static final int MAX_COPIES = 500;

    public PendingTexts {
        obsolete = List.copyOf(obsolete);
        later = List.copyOf(later);
        copies = List.copyOf(copies);
    }

    /** A text with the id of its entry in the outbox. */
    public record PendingText(String id, OutboxText text) {}

    /** @param texts of one chat whose person is logged in, in order */
    public static PendingTexts of(List<PendingText> texts, Instant now) {
        return of(texts, now, true);
    }

    /**
     * @param texts of one chat, in order
     * @param member whether the person is logged in; else only answers to what they have just done are sent; cards, which are
     *     composed later, are not
     */
    public static PendingTexts of(List<PendingText> texts, Instant now, boolean member) {
        if (texts.isEmpty()) {
            return NONE;
        }
        Map<String, PendingText> lastOfName = new HashMap<>();
        for (PendingText pending : texts) {
            String name = pending.text().name();
            if (name != null) {
                lastOfName.put(name, pending);
            }
        }
        List<PendingText> obsolete = new ArrayList<>();
        List<PendingText> wanted = new ArrayList<>();
        for (PendingText pending : texts) {
            OutboxText text = pending.text();
            boolean superseded = text.name() != null && lastOfName.get(text.name()) != pending;
            boolean forbidden = !member && !text.isCard() && !text.kind().equals(OutboxText.REPLY);
            (superseded || forbidden || !now.isBefore(text.until()) ? obsolete : wanted).add(pending);
        }
        Duration pause = wanted.stream()
                .map(pending -> pending.text().notBefore())
                .filter(Objects::nonNull)
                .map(notBefore -> Duration.between(now, notBefore))
                .max(Comparator.naturalOrder())
                .filter(longest -> longest.compareTo(Duration.ZERO) > 0)
                .orElse(Duration.ZERO);
        PendingText first = wanted.stream()
                .filter(pending -> !pending.text().isCard())
                .findFirst()
                .orElse(wanted.isEmpty() ? null : wanted.get(0));
        PendingText next = pause.isZero() ? first : null;
        List<PendingText> copies = next == null || !next.text().isCopy()
                ? List.of()
                : wanted.stream()
                        .filter(pending -> pending.text().isCopy())
                        .filter(pending -> Objects.equals(
                                pending.text().topic(), next.text().topic()))
                        .limit(MAX_COPIES)
                        .toList();
        List<String> later = wanted.stream()
                .filter(pending -> pending != next && !copies.contains(pending))
                .map(PendingText::id)
                .toList();
        return new PendingTexts(next, obsolete, later, copies, pause);
    }
}
