package dev.vestnik.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.chat.FormattedText;
import dev.vestnik.sandbox.chat.MessageEntity;
import dev.vestnik.sandbox.chat.MessageTextReader;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.text.Html;
import dev.vestnik.text.TextSanitizer;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticEntitiesTest {
    private static final Set<String> MARKUP =
            Set.of("code", "bold", "italic", "expandable_blockquote", "text_link", "blockquote");

    /** The samples of https://core.telegram.org/bots/api#messageentity, and their neighbours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "see /start@jobs_bot now | bot_command:/start@jobs_bot",
                "/var/log/x | bot_command:/var",
                "core-7/if-3 2/3 | ``",
                "hi @username, a@b | mention:@username",
                "#hashtag #42 a#b | hashtag:#hashtag",
                "$USD $usd | cashtag:$USD",
                "do-not-reply@telegram.org | email:do-not-reply@telegram.org",
                "https://telegram.org/a?b#c. | url:https://telegram.org/a?b#c",
                "telegram.org:80/x, example | url:telegram.org:80/x",
                "tg://user?id=1 | url:tg://user?id=1",
                "10.1.2.3 1.2.3 | url:10.1.2.3",
                "http://grafana:3000/ | ``",
                "+1-212-555-0123 | phone_number:+1-212-555-0123",
                "4111 1111 1111 1111 | bank_card_number:4111 1111 1111 1111",
            })
    void findsWhatTelegramFinds(String text, String found) throws ApiRefusal {
        assertThat(active(sent(text, ""))).containsExactlyElementsOf(found.isEmpty() ? List.of() : List.of(found));
    }

    @ParameterizedTest
    @CsvSource({
        "<code>/start</code>, ''",
        "<a href=\"https://a.example\">/start b.example</a>, ''",
        "<b>/start</b>, bot_command:/start",
        "<blockquote expandable>x <code>/a</code> @name</blockquote>, mention:@name",
    })
    void findsNothingInCodeAndLinks(String html, String found) throws ApiRefusal {
        assertThat(active(sent(html, "HTML"))).containsExactlyElementsOf(found.isEmpty() ? List.of() : List.of(found));
    }

    @Test
    void aNumberBehindABreakIsBrokenToo() throws ApiRefusal {
        nothingInTextFromOutsideIsActive("8 916 123-45-6710.1.2.38 916 123-45-67");
    }

    @Property(tries = 4000)
    void nothingInTextFromOutsideIsActive(@ForAll("texts") String text) throws ApiRefusal {
        String line = TextSanitizer.block(text);
        Assume.that(!line.isEmpty());

        for (Html html : List.of(
                Html.of(line),
                Html.EMPTY.bold(line),
                Html.EMPTY.italic(line),
                Html.EMPTY.quote(line),
                Html.of("x: ").bold("y").text(" — ").text(line))) {
            assertThat(active(sent(html.code(), "HTML"))).as(html.code()).isEmpty();
            assertThat(active(sent(html.plainMessage(), "")))
                    .as(html.plainMessage())
                    .isEmpty();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "/",
                "@",
                "#",
                "$",
                ".",
                ":",
                "://",
                "+",
                "-",
                "_",
                " ",
                "\n",
                ",",
                "(",
                ")",
                "<",
                ">",
                "&",
                "«",
                "»",
                "?",
                "a",
                "pooloff",
                "USD",
                "X",
                "http",
                "HTTPS",
                "tg",
                "mailto:",
                "ru",
                "рф",
                "РФ",
                "а",
                "ё",
                "org",
                "xn--a",
                "1",
                "10",
                "255",
                "7916",
                "1234567",
                "8 916 123-45-67",
                "10.1.2.3",
                "e.org",
                "\u200d",
                "\u00a0",
                "🔴",
                "ß",
                "·",
                "~",
                "'",
                "\"",
                "%",
                "=",
                "\u0301",
                "मुख",
                "例え",
                "\u2014");
        return pieces.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list));
    }

    private static FormattedText sent(String text, String mode) throws ApiRefusal {
        ObjectNode arguments = SandboxJson.object().put("text", text).put("parse_mode", mode);
        return MessageTextReader.text(ApiArguments.of(arguments));
    }

    private static List<String> active(FormattedText text) {
        return text.entities().stream()
                .filter(entity -> !MARKUP.contains(entity.type()))
                .map(entity -> entity.type() + ":" + part(text.text(), entity))
                .toList();
    }

    private static String part(String text, MessageEntity entity) {
        return text.substring(entity.offset(), entity.offset() + entity.length());
    }
}
