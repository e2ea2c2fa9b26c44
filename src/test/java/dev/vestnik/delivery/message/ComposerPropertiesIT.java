package dev.vestnik.delivery.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.event.Event;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.TextSanitizer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Any pending events, sent message by message: no message is too long or invalid, no event is lost or repeated. */
class ComposerPropertiesIT {
    @Property(tries = 150)
    void everyEventArrivesOnceAndWholeInMessagesThatTelegramTakes(
            @ForAll("backlogs") List<PendingEvent> backlog, @ForAll boolean russian, @ForAll boolean merge) {
        MessageComposer composer = new MessageComposer(Examples.STATUSES, Examples.NORTH_ONLY, Examples.CLOCK, merge);
        ReaderLocale reader = russian ? Examples.RUSSIAN : Examples.ENGLISH;
        List<PendingEvent> left = new ArrayList<>(backlog);
        List<PendingEvent> sent = new ArrayList<>();
        StringBuilder everything = new StringBuilder();
        while (!left.isEmpty()) {
            ComposedMessage message = composer.compose(left, reader);
            everything.append(checked(message)).append('\n');
            assertThat(message.ids()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(left.stream().map(PendingEvent::id).toList()).containsAll(message.ids());
            message.ids()
                    .forEach(id -> sent.add(left.stream()
                            .filter(one -> one.id().equals(id))
                            .findAny()
                            .orElseThrow()));
            left.removeIf(one -> message.ids().contains(one.id()));
        }
        String letters = letters(everything.toString());
        for (PendingEvent one : backlog) {
            assertThat(everything.toString().split(one.id() + "!", -1))
                    .as("title of %s", one.id())
                    .hasSize(2);
            assertThat(letters)
                    .contains(letters(TextSanitizer.block(
                            one.event().text() == null ? "" : one.event().text())));
        }
        assertThat(sent).containsExactlyInAnyOrderElementsOf(backlog);
        assertKeysInOrder(backlog, sent);
        if (!merge) {
            assertThat(sent).isEqualTo(backlog);
        }
    }

    /** Without white space: a long text is folded at the end of a line. */
    private static String letters(String text) {
        return text.replaceAll("\\s", "");
    }

    /** The words of the message as its reader finds them, the file in place of the summary. */
    private static String checked(ComposedMessage message) {
        if (message instanceof ComposedMessage.Document file) {
            assertThat(ParsedHtml.of(file.html()).text().length()).isBetween(1, 1024);
            assertThat(ParsedHtml.of(file.html()).entities()).isLessThanOrEqualTo(100);
            return file.content();
        }
        ParsedHtml parsed = ParsedHtml.of(((ComposedMessage.Text) message).html());
        assertThat(parsed.text().length()).isBetween(1, 4096);
        assertThat(parsed.entities()).isLessThanOrEqualTo(100);
        return parsed.text();
    }

    private static void assertKeysInOrder(List<PendingEvent> before, List<PendingEvent> after) {
        assertThat(byKey(after)).isEqualTo(byKey(before));
    }

    private static Map<String, List<String>> byKey(List<PendingEvent> waiting) {
        Map<String, List<String>> byKey = new HashMap<>();
        waiting.stream().filter(one -> one.event().key() != null).forEach(one -> byKey.computeIfAbsent(
                        one.event().key(), key -> new ArrayList<>())
                .add(one.id()));
        return byKey;
    }

    @Provide
    Arbitrary<List<PendingEvent>> backlogs() {
        return Combinators.combine(events(), Arbitraries.of(Why.class))
                .as(Tuple::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120)
                .map(drafts -> {
                    List<PendingEvent> backlog = new ArrayList<>();
                    Set<String> ids = new HashSet<>();
                    drafts.forEach(draft -> {
                        String id = "#" + (1000 + ids.size());
                        ids.add(id);
                        backlog.add(Examples.waiting(id, titled(draft.get1(), id + "!"), draft.get2()));
                    });
                    return backlog;
                });
    }

    private static Arbitrary<Event> events() {
        return Combinators.combine(
                        Arbitraries.of("critical", "warning", "info", "resolved", "odd"),
                        words().ofMaxLength(200),
                        Arbitraries.of("if-1", "if-2", "<if>&3", "k".repeat(300))
                                .injectNull(0.5),
                        texts().injectNull(0.5),
                        Arbitraries.of("10.1.2.3", "2001:db8:1::1").injectNull(0.5),
                        Arbitraries.of("north", "<south>").injectNull(0.5),
                        Arbitraries.of(URI.create("https://example.org/?a=1&b=%22"))
                                .injectNull(0.5),
                        Arbitraries.of(Map.<String, String>of(), Map.of("host", "<b>", "if", "3")))
                .as((status, title, key, text, ip, area, url, labels) -> new Event(
                        null,
                        key,
                        status,
                        title,
                        text,
                        ip,
                        area,
                        List.of(),
                        Examples.NOW.minus(Duration.ofHours(title.length())),
                        null,
                        url,
                        null,
                        labels));
    }

    /** Letters, mark-up, right-to-left letters, emoji, lone surrogates, what redirects and what controls. */
    private static StringArbitrary words() {
        return Arbitraries.strings()
                .withChars("<>&\"'/ abяЩ\n\t".toCharArray())
                .withChars("שלוםمرحبا".toCharArray())
                .withChars("🔥👩‍🚀🇷🇺".toCharArray())
                .withChars('\u202E', '\u2067', '\u0000');
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, words().ofMaxLength(300)),
                Tuple.of(3, words().ofMinLength(3000).ofMaxLength(5000)),
                Tuple.of(1, words().ofLength(1000).map(part -> part.repeat(64))));
    }

    private static Event titled(Event event, String mark) {
        return new Event(
                event.id(),
                event.key(),
                event.status(),
                mark + event.title(),
                event.text(),
                event.ip(),
                event.area(),
                event.to(),
                event.time(),
                event.expires(),
                event.url(),
                event.source(),
                event.labels());
    }
}
