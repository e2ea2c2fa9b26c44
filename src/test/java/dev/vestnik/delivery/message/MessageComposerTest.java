package dev.vestnik.delivery.message;

import static dev.vestnik.delivery.message.Examples.ENGLISH;
import static dev.vestnik.delivery.message.Examples.RUSSIAN;
import static dev.vestnik.delivery.message.Examples.event;
import static dev.vestnik.delivery.message.Examples.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.event.Event;
import dev.vestnik.event.OmittedField;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.text.Phrases;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageComposerTest {
    private final MessageComposer composer = Examples.composer();

    @Test
    void oneEventIsShownWhole() {
        Event event = new Event(
                "zbx-1",
                "core-7/if-3",
                "critical",
                "Link <down> & out",
                "No carrier\nsince 10:00",
                "10.1.2.3",
                "north",
                List.of(),
                Examples.NOW,
                null,
                URI.create("https://zabbix.example/e?id=1&x=2"),
                "zabbix",
                Map.of("if", "3", "host", "core-7"));

        ComposedMessage.Text message = text(composer.compose(List.of(waiting("1", event)), RUSSIAN));

        assertThat(message.html()).isEqualTo("""
                        🔴 <b>Авария:</b> Link &lt;down&gt; &amp; out
                        core-7/if-3 · Север · <code>10.1.2.3</code> · 12:00:00 МСК

                        No carrier
                        since 10:00

                        host: core-7 · if: 3

                        <a href="https://zabbix.example/e?id=1&amp;x=2">Подробнее: zabbix</a>""");
        assertThat(message.plain())
                .contains("Link <down> & out", "Подробнее: zabbix (https://zabbix.example/e?id=1&x=2)");
        assertThat(message.silent()).isFalse();
    }

    @Test
    void aLinkThatTelegramWouldDropIsShownAsText() {
        Event event = withUrl("http://grafana:3000/d/1?a=<b>");

        assertThat(text(composer.compose(List.of(waiting("1", event)), ENGLISH)).html())
                .endsWith("\n\nMore: zabbix\n<code>http://grafana:3000/d/1?a=%3Cb%3E</code>");
        assertThat(text(composer.compose(List.of(waiting("1", event), waiting("2", event)), ENGLISH))
                        .html())
                .doesNotContain("<a ");
    }

    @Test
    void theMessageStatesWhatWasLeftOut() {
        Event event = new Event(
                null,
                null,
                "info",
                "t",
                null,
                null,
                null,
                List.of(),
                Examples.NOW,
                null,
                null,
                null,
                Map.of(),
                List.of(new OmittedField("url", "ftp://<x>"), new OmittedField("to[0]", "")));

        assertThat(text(composer.compose(List.of(waiting("1", event)), ENGLISH)).html())
                .endsWith("\n\n<i>Fields left out because of errors: url “<code>ftp://&lt;x&gt;</code>”, to[0].</i>");
    }

    private static Event withUrl(String url) {
        return new Event(
                null,
                null,
                "info",
                "t",
                null,
                null,
                null,
                List.of(),
                Examples.NOW,
                null,
                URI.create(url.replace("<", "%3C").replace(">", "%3E")),
                "zabbix",
                Map.of());
    }

    @Test
    void severalEventsAreADigestCriticalFirst() {
        ComposedMessage.Text message = text(composer.compose(
                List.of(
                        waiting("1", event("info", "Backup done")),
                        waiting("2", event("warning", "Load high", "srv-1", "load 17")),
                        waiting("3", event("critical", "Link down", "core-7/if-3", null))),
                RUSSIAN));

        assertThat(message.html()).isEqualTo("""
                        <b>3 события: 🔴 1 · 🟡 1 · 🔵 1</b> · МСК
                        🔴 Link down · core-7/if-3 · Север · 12:00
                        🟡 Load high — load 17 · srv-1 · Север · 12:00
                        🔵 Backup done · Север · 12:00""");
        assertThat(message.ids()).containsExactly("3", "2", "1");
    }

    @Test
    void whatIsOverIsFoldedOntoItsProblem() {
        ComposedMessage.Text message = text(composer.compose(
                List.of(
                        waiting("1", event("critical", "Link down", "if-3", null)),
                        waiting("2", event("warning", "Load high", "srv-1", null)),
                        waiting("3", event("resolved", "Link up", "if-3", null))),
                ENGLISH));

        assertThat(message.html()).isEqualTo("""
                        <b>3 events: 🔴 1 · 🟡 1 · 🟢 1</b> · UTC
                        🟡 Load high · srv-1 · Север · 09:00
                        🔴→🟢 Link down → Link up · if-3 · Север · 09:00 – 09:00""");
    }

    @Test
    void eventsOfOneKeyKeepTheirOrderWhateverTheirStatus() {
        ComposedMessage message = composer.compose(
                List.of(
                        waiting("1", event("info", "Backup done")),
                        waiting("2", event("warning", "Flaps", "if-3", null)),
                        waiting("3", event("critical", "Down", "if-3", null))),
                RUSSIAN);

        assertThat(message.ids()).containsExactly("2", "3", "1");
    }

    @Test
    void whatDoesNotFitStaysForTheNextMessage() {
        List<PendingEvent> waiting = IntStream.range(0, 100)
                .mapToObj(i -> waiting("" + i, event("warning", "Event number " + i + " " + "x".repeat(60))))
                .toList();

        ComposedMessage.Text first = text(composer.compose(waiting, RUSSIAN));

        assertThat(first.ids()).hasSizeBetween(35, 45).first().isEqualTo("0");
        assertThat(ParsedHtml.of(first.html()).text().length()).isBetween(3900, 4096);
        assertThat(first.html())
                .startsWith("<b>" + Phrases.in("ru").events(first.ids().size()) + ": 🟡 ");
    }

    @Test
    void mergingSwitchedOffSendsEveryEventAsAMessageOfItsOwn() {
        ComposedMessage message = new MessageComposer(Examples.STATUSES, Examples.NORTH_ONLY, Examples.CLOCK, false)
                .compose(
                        List.of(waiting("1", event("info", "First")), waiting("2", event("critical", "Second"))),
                        RUSSIAN);

        assertThat(message.ids()).containsExactly("1");
    }

    @Test
    void anEventLongerThanAMessageGoesAsSummaryAndFile() {
        Event event = event("critical", "Core dump", "srv-1", "First line\nSecond line\n\n" + "я".repeat(5000));

        ComposedMessage.Document file = document(composer.compose(List.of(waiting("1", event)), RUSSIAN));

        assertThat(file.html())
                .startsWith("🔴 <b>Авария:</b> Core dump\nsrv-1 · Север · 12:00:00 МСК\n\nFirst line\nSecond line\n"
                        + "<blockquote expandable>яяя")
                .endsWith("яяя…</blockquote>\n\nПолный текст — в файле.");
        assertThat(ParsedHtml.of(file.html()).text().length()).isBetween(1000, 1024);
        assertThat(file.content()).startsWith("\uFEFF🔴 Авария: Core dump").contains("я".repeat(5000));
        assertThat(file.fileName()).isEqualTo("events-20261124-120000.txt");
    }

    @Test
    void longLinksKeepADigestBelowTheLimitOfBytes() {
        List<PendingEvent> waiting = IntStream.range(0, 60)
                .mapToObj(i ->
                        waiting("" + i, linked("Alert " + i, "https://prometheus.example/graph?" + "x".repeat(850))))
                .toList();

        ComposedMessage.Text digest = text(composer.compose(waiting, RUSSIAN));
        assertThat(digest.html().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(30_000, 32_768);
        assertThat(digest.ids()).hasSizeBetween(30, 40);

        ComposedMessage.Document file = document(composer.compose(
                List.of(waiting("1", linked("Alert", "https://prometheus.example/graph?" + "x".repeat(33_000)))),
                RUSSIAN));
        assertThat(file.content()).contains("x".repeat(33_000));
    }

    private static Event linked(String title, String url) {
        return new Event(
                null,
                null,
                "warning",
                title,
                null,
                null,
                "north",
                List.of(),
                Examples.NOW,
                null,
                URI.create(url),
                null,
                Map.of());
    }

    @Test
    void aTextOfMoreThanEightLinesIsFolded() {
        String eight = "1\n2\n3\n4\n5\n6\n7\n8";

        assertThat(text(composer.compose(List.of(waiting("1", event("info", "x", null, eight))), ENGLISH))
                        .html())
                .endsWith(eight);
        assertThat(text(composer.compose(List.of(waiting("1", event("info", "x", null, eight + "\n9\n10"))), ENGLISH))
                        .html())
                .endsWith(eight + "\n<blockquote expandable>9\n10</blockquote>");
        String oneLine = "word ".repeat(100).strip();
        assertThat(text(composer.compose(List.of(waiting("1", event("info", "x", null, oneLine))), ENGLISH))
                        .html())
                .contains("word\n<blockquote expandable>word");
    }

    @Test
    void aDigestOfMoreThanTenMessagesGoesAsSummaryAndFile() {
        List<PendingEvent> waiting = IntStream.range(0, 1000)
                .mapToObj(i -> waiting("" + i, event("warning", "Event number " + i, null, "text " + i)))
                .toList();

        ComposedMessage.Document file = document(composer.compose(waiting, RUSSIAN));

        assertThat(file.ids()).hasSize(1000);
        assertThat(file.html())
                .startsWith("<b>1000 событий: 🟡 1000</b> · МСК\n🟡 Event number 0 — text 0 · ")
                .endsWith("\n\nВсе 1000 событий — в файле.");
        assertThat(ParsedHtml.of(file.html()).text().length()).isBetween(900, 1024);
        assertThat(file.content()).contains("text 0\n", "text 999\n");
    }

    @Test
    void aLongTextIsFoldedBelowItsLine() {
        ComposedMessage.Text message = text(composer.compose(
                List.of(
                        waiting("1", event("critical", "Trace", null, "one\ntwo")),
                        waiting("2", event("info", "Backup done"))),
                RUSSIAN));

        assertThat(message.html())
                .contains("🔴 Trace · Север · 12:00\n<blockquote expandable>one\ntwo</blockquote>\n🔵 Backup");
    }

    @Test
    void administratorsAreToldThatTheAreaIsUnknown() {
        PendingEvent lost = waiting("1", Examples.at("10.9.9.9", null), Why.UNKNOWN_AREA);

        assertThat(text(composer.compose(List.of(lost), RUSSIAN)).html())
                .isEqualTo("🔴 <b>Авария:</b> Link down\nУчасток не определён: <code>10.9.9.9</code> · 12:00:00 МСК");
        assertThat(text(composer.compose(List.of(lost), ENGLISH)).html())
                .isEqualTo("🔴 <b>Critical:</b> Link down\nArea unknown: <code>10.9.9.9</code> · 09:00:00 UTC");
    }

    @Test
    void whoeverIsWokenIsToldWhy() {
        PendingEvent woken = waiting("1", event("critical", "Link down"), Why.WOKEN);

        assertThat(text(composer.compose(List.of(woken), RUSSIAN)).html())
                .endsWith("\n\n<i>На участке никто не дежурит, а вы за него отвечаете.</i>");
        assertThat(text(composer.compose(List.of(woken, woken), RUSSIAN)).html())
                .startsWith(
                        "<b>2 события: 🔴 2</b> · МСК\n<i>На участке никто не дежурит, а вы за него отвечаете.</i>\n🔴 ");
    }

    @Test
    void aHandoverHasAHeadOfItsOwn() {
        ComposedMessage.Text message = text(composer.compose(
                List.of(
                        waiting("1", event("critical", "Link down"), Why.HANDOVER),
                        waiting("2", event("warning", "Load high"), Why.HANDOVER)),
                RUSSIAN));

        assertThat(message.html())
                .startsWith("<b>Открыто к началу вашего дежурства: 2 события (🔴 1 · 🟡 1)</b> · МСК\n🔴 Link down");
    }

    @Test
    void onlyProblemsAndWhatNamesAPersonMakeASound() {
        assertThat(silent(waiting("1", event("critical", "x")))).isFalse();
        assertThat(silent(waiting("1", event("warning", "x")))).isFalse();
        assertThat(silent(waiting("1", event("info", "x")))).isTrue();
        assertThat(silent(waiting("1", event("resolved", "x")))).isTrue();
        assertThat(silent(waiting("1", event("info", "x"), Why.NAMED))).isFalse();
        assertThat(silent(waiting("1", event("info", "x")), waiting("2", event("critical", "x"))))
                .isFalse();
    }

    @Test
    void directionAndControlCharactersStayWithinTheirText() {
        ComposedMessage.Text message =
                text(composer.compose(List.of(waiting("1", event("info", "שלום \u202Eevil\n\u0007 \uD83D"))), ENGLISH));

        assertThat(message.html()).isEqualTo("🔵 <b>Info:</b> \u2068שלום evil   \uFFFD\u2069\nСевер · 09:00:00 UTC");
    }

    @Test
    void aDigestShowsTheYearWhereItIsNotTheCurrentOne() {
        ComposedMessage.Text digest = text(composer.compose(
                List.of(
                        waiting("1", dated("Long ago", "1970-01-01T00:00:00Z")),
                        waiting("2", dated("Wrong clock", "2099-01-01T00:00:00Z")),
                        waiting("3", dated("This year", "2026-01-01T00:00:00Z"))),
                ENGLISH));

        assertThat(digest.plain())
                .contains("Long ago · Север · 1 Jan 1970 00:00", "Wrong clock · Север · 1 Jan 2099 00:00")
                .contains("This year · Север · 1 Jan 00:00");
    }

    private static Event dated(String title, String time) {
        return new Event(
                null,
                null,
                "info",
                title,
                null,
                null,
                "north",
                List.of(),
                Instant.parse(time),
                null,
                null,
                null,
                Map.of());
    }

    @Test
    void anEventOfAnotherDayShowsItsDate() {
        Event old = new Event(
                null,
                null,
                "info",
                "Old",
                null,
                null,
                "north",
                List.of(),
                Examples.NOW.minusSeconds(86_400),
                null,
                null,
                null,
                Map.of());

        assertThat(text(composer.compose(List.of(waiting("1", old)), RUSSIAN)).html())
                .endsWith("Север · 23.11.2026 12:00:00 МСК");
        assertThat(text(composer.compose(List.of(waiting("1", old)), ENGLISH)).html())
                .endsWith("Север · 23 Nov 2026 09:00:00 UTC");
    }

    @Test
    void aStatusThatIsNoLongerConfiguredIsShownByItsName() {
        assertThat(text(composer.compose(List.of(waiting("1", event("odd", "x"))), RUSSIAN))
                        .html())
                .startsWith("⚪ <b>Odd:</b> x");
    }

    private boolean silent(PendingEvent... waiting) {
        return composer.compose(List.of(waiting), RUSSIAN).silent();
    }

    private static ComposedMessage.Text text(ComposedMessage message) {
        assertThat(message).isInstanceOf(ComposedMessage.Text.class);
        return (ComposedMessage.Text) message;
    }

    private static ComposedMessage.Document document(ComposedMessage message) {
        assertThat(message).isInstanceOf(ComposedMessage.Document.class);
        return (ComposedMessage.Document) message;
    }
}
