package dev.vestnik.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[/pooloff]",
                "log in [/var/log/messages], disk [/dev/sda1].",
                "([/disable@vestnik_bot])",
                "[@durov] and [#tag1] for [$USD]",
                "[tg://resolve?domain=x]",
                "see «[https://example.org/a?b=1]».",
                "[ftp://10.1.2.3/x]",
                "host [srv.example.org:8080] down",
                "[10.1.2.3] and [10.1.2.4:22]",
                "[root@example.org]",
                "[script.sh] [README.md] [пример.рф]",
                "call [+7 916 123-45-67] or [8 (916) 123-45-67]",
                "card [4111 1111 1111 1111]",
                "[a,/pooloff,b]",
                "([https://en.example.org/A_(b)]).",
            })
    void showsWhatTelegramWouldMakeClickableAsFixedWidth(String marked) {
        String text = marked.replace("[", "").replace("]", "");

        assertThat(Html.of(text).code()).isEqualTo(marked.replace("[", "<code>").replace("]", "</code>"));
        assertThat(Html.of(text).plain()).as("what a reader copies").isEqualTo(text);
        assertThat(Html.of(text).length()).isEqualTo(text.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core-7/if-3",
                "20/30 ms, 5/s, а/б",
                "Потеря 40 % трафика. Проверьте, т.е. сейчас же.",
                "Готово.Проверьте",
                "10.10 1764000000.123456 1.2.3",
                "2026-11-23 10:00:00 +03:00",
                "a # b @ c $ d / e",
                "5 < 6 & 7 > 2",
            })
    void leavesOrdinaryTextAlone(String text) {
        assertThat(Html.of(text).code()).doesNotContain("<code>");
    }

    @Test
    void aTextWithManyPartsIsOne() {
        assertThat(Html.of("/a ".repeat(11).strip()).code())
                .isEqualTo("<code>" + "/a ".repeat(11).strip() + "</code>");
    }

    @Test
    void linksAndFixedWidthAreLeftAloneAndPlainMessagesAreBroken() {
        Html html = Html.EMPTY
                .link(URI.create("https://example.org/x"), "/pooloff")
                .text(" ")
                .fixedWidth("/dev/sda1")
                .add(new Html(" /enable"));

        assertThat(html.code())
                .isEqualTo("<a href=\"https://example.org/x\">/pooloff</a> <code>/dev/sda1</code> /enable");
        assertThat(html.plainMessage())
                .isEqualTo("/\u2060pooloff (https://example.org/x) /\u2060dev/\u2060sda1 /enable");
        assertThat(html.plain()).isEqualTo("/pooloff (https://example.org/x) /dev/sda1 /enable");
    }

    @Test
    void partsDoNotOverlap() {
        assertThat(ActiveText.find("+79161234567@example.org")).isEqualTo(List.of(new ActiveText.Part(0, 24)));
    }
}
