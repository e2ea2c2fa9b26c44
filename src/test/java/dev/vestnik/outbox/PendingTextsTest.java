package dev.vestnik.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.outbox.PendingTexts.PendingText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingTextsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    @Test
    void textsAreSentOneByOneInTheirOrder() {
        PendingTexts texts = of(text("1", null, 1), text("2", null, 1), text("3", null, 1));

        assertThat(Objects.requireNonNull(texts.next()).id()).isEqualTo("1");
        assertThat(texts.later()).containsExactly("2", "3");
        assertThat(texts.obsolete()).isEmpty();
    }

    @Test
    void aTextWhoseTimeHasComeIsDropped() {
        PendingTexts texts = of(text("1", null, 0), text("2", null, -5), text("3", null, 1));

        assertThat(Objects.requireNonNull(texts.next()).id()).isEqualTo("3");
        assertThat(texts.obsolete()).extracting(PendingText::id).containsExactly("1", "2");
    }

    @Test
    void aLaterTextOfTheSameNameReplacesTheEarlier() {
        PendingTexts texts = of(text("1", "a", 1), text("2", "b", 1), text("3", "a", 1));

        assertThat(Objects.requireNonNull(texts.next()).id()).isEqualTo("2");
        assertThat(texts.later()).containsExactly("3");
        assertThat(texts.obsolete()).extracting(PendingText::id).containsExactly("1");
    }

    @Test
    void allTextsWaitForTheLatestTimeBeforeWhichNothingMayBeSent() {
        PendingText held = new PendingText(
                "2", new OutboxText(5, "reply", "x", null, null, null, NOW.plusSeconds(7), NOW.plusSeconds(60)));

        PendingTexts texts = of(text("1", null, 9), held);
        assertThat(texts.next()).isNull();
        assertThat(texts.later()).containsExactly("1", "2");
        assertThat(texts.pause()).isEqualTo(Duration.ofSeconds(7));
        assertThat(PendingTexts.of(List.of(held), NOW.plusSeconds(7)).next()).isEqualTo(held);
    }

    @Test
    void nothingToSendIsNoText() {
        assertThat(of().next()).isNull();
        assertThat(of(text("1", null, 0)).next()).isNull();
    }

    @Test
    void fieldsAreReadAsTheyWereWritten() {
        OutboxText whole =
                new OutboxText(5, "reply", "<b>x</b>", "{\"remove_keyboard\":true}", 17L, "edit:17", NOW, NOW);
        OutboxText least = new OutboxText(5, "reply", "", null, null, null, null, NOW);

        assertThat(OutboxText.isText(whole.newEntry())).isTrue();
        assertThat(OutboxText.of(5, whole.newEntry())).isEqualTo(whole);
        assertThat(OutboxText.of(5, least.newEntry())).isEqualTo(least);
        assertThat(OutboxText.isText(new OutboxEntry(5, "1-0", OutboxEntry.Why.DUTY).fields()))
                .isFalse();
    }

    @Test
    void whoHasLoggedOutGetsOnlyAnswers() {
        PendingText notice = new PendingText("1-0", text("notice", null));
        PendingText answer = new PendingText("2-0", text(OutboxText.REPLY, null));

        PendingTexts texts = PendingTexts.of(List.of(notice, answer), NOW, false);

        assertThat(texts.next()).isEqualTo(answer);
        assertThat(texts.obsolete()).containsExactly(notice);
    }

    @Test
    void copiesForOneTopicMayBeSentTogetherAndOthersWait() {
        PendingTexts texts = of(copy("1", 5L, "a"), copy("2", 6L, "a"), copy("3", 5L, "b"), copy("4", 5L, "a"));

        assertThat(texts.obsolete()).extracting(PendingText::id).containsExactly("1");
        assertThat(texts.copies()).extracting(PendingText::id).containsExactly("2");
        assertThat(texts.later()).containsExactly("3", "4");
        PendingTexts others = of(copy("3", 5L, "b"), copy("4", 5L, "a"), text("5", null, 1));
        assertThat(Objects.requireNonNull(others.next()).id()).isEqualTo("5");
        assertThat(others.copies()).isEmpty();
        assertThat(of(copy("3", 5L, "b"), copy("4", 5L, "a")).copies()).hasSize(2);
    }

    private static PendingText copy(String id, long topic, String key) {
        return new PendingText(id, OutboxText.copy(-5, topic, key, NOW.plusSeconds(60)));
    }

    @Test
    void theTopicIsKeptAndAnEntryFromBeforeThereWereTopicsHasNone() {
        OutboxText text = text("reply", null).inTopic(7L);
        Map<String, String> fields = new HashMap<>(text.newEntry());
        assertThat(OutboxText.of(1001, fields)).isEqualTo(text);
        fields.remove("topic");
        assertThat(OutboxText.of(1001, fields).topic()).isNull();
    }

    private static OutboxText text(String kind, @Nullable String name) {
        return new OutboxText(1001, kind, "x", null, null, name, null, NOW.plusSeconds(60));
    }

    private static PendingTexts of(PendingText... texts) {
        return PendingTexts.of(List.of(texts), NOW);
    }

    private static PendingText text(String id, @Nullable String name, int seconds) {
        return new PendingText(id, new OutboxText(5, "reply", "x", null, null, name, null, NOW.plusSeconds(seconds)));
    }
}
