package dev.vestnik.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An array and NDJSON are split into their elements, byte for byte. */
class EventListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"a\":1e400},{\"b\":\"]\\\"\"}]|{\"a\":1e400};{\"b\":\"]\\\"\"}",
                "` [ {\"t\":\"Обрыв 🔴\"} , [1,2] ]`|{\"t\":\"Обрыв 🔴\"};[1,2]",
                "[5, \"x\\u00e9\" ,null, true,1.50]|5;\"x\\u00e9\";null;true;1.50",
                "[{\"a\":1}\t]|{\"a\":1}"
            })
    void anArrayIsSplitIntoItsElements(String array, String elements) {
        assertThat(split(array)).containsExactly(elements.split(";"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}/{\"b\":2}|{\"a\":1};{\"b\":2}",
                "/ /{\"t\":\"Обрыв 🔴\"}/ {\"b\":\"x\"}// /|{\"t\":\"Обрыв 🔴\"}; {\"b\":\"x\"}",
                "{\"a\":1}/{\"broken\":/{\"c\":3}|{\"a\":1};{\"broken\":;{\"c\":3}",
                "{\"a\":1}/plain words|{\"a\":1};plain words"
            })
    void ndjsonIsSplitIntoItsLinesWhateverTheOthersContain(String lines, String elements) {
        assertThat(split(lines.replace('/', '\n'))).containsExactly(elements.split(";"));
        assertThat(split(lines.replace("/", "\r\n"))).containsExactly(elements.split(";"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "{\"a\":1}\n\n",
                "{\n\"a\":1\n}",
                "{\"a\":\n{\"b\":2}}",
                "5\n{\"a\":1}",
                "{\"a\":1} {\"b\":2}\n"
            })
    void oneObjectOnSeveralLinesIsOneEvent(String raw) {
        assertThat(split(raw)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[ ]", "{\"a\":[1]}", "[{\"a\":1}", "[1,]", "[1] x", "[1][2]", "[tru]"})
    void anythingElseHasNoElements(String raw) {
        assertThat(split(raw)).isEmpty();
    }

    private static List<String> split(String raw) {
        return EventList.elements(raw.getBytes(StandardCharsets.UTF_8)).stream()
                .map(element -> new String(element, UTF_8))
                .toList();
    }
}
