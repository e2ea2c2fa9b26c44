package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormFieldsTest {
    @Test
    void decodesNamesAndValuesInTheirOrder() {
        assertThat(FormFields.of(
                        "sensor=Ping+1&%D1%81%D1%82%D0%B0%D1%82%D1%83%D1%81=Down%26out&link=https://a.example/?id=2"))
                .containsExactly(
                        Map.entry("sensor", "Ping 1"),
                        Map.entry("статус", "Down&out"),
                        Map.entry("link", "https://a.example/?id=2"));
    }

    @Test
    void aNameThatStandsMoreThanOnceHasAList() {
        assertThat(FormFields.of("tag=a&host=db-1&tag=b"))
                .containsEntry("tag", List.of("a", "b"))
                .containsEntry("host", "db-1");
    }

    @Test
    void aRepairedFormHasTheSameFieldsAndIsEncoded() {
        assertThat(repaired("full=100%&a&&used=5%2&b=%41+%D1%81&")).isEqualTo("full=100%25&a=&used=5%252&b=%41+%D1%81");
        assertThat(repaired("текст=мало")).isEqualTo("текст=мало");
        assertThat(repaired("")).isEmpty();
        assertThat(repaired("&&")).isEmpty();
    }

    private static String repaired(String form) {
        return new String(FormFields.repaired(form.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotEncodedStandsForItself() {
        assertThat(FormFields.of("full=100%&used=5%2&alone&=x&text=a#1|<мало>{}\n"))
                .containsEntry("full", "100%")
                .containsEntry("used", "5%2")
                .containsEntry("alone", "")
                .containsEntry("", "x")
                .containsEntry("text", "a#1|<мало>{}");
        assertThat(FormFields.of("")).isEmpty();
        assertThat(FormFields.of("&&")).isEmpty();
    }
}
