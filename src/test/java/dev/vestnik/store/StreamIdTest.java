package dev.vestnik.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {
    @ParameterizedTest
    @CsvSource({
        "1764092501123-0,1764092501123,0",
        "1764092501123-17,1764092501123,17",
        "1764092501123,1764092501123,0",
        "0-1,0,1",
        "999999999999999999-999999999999999999,999999999999999999,999999999999999999",
    })
    void anIdIsATimeAndANumber(String text, long millis, long number) {
        assertThat(StreamId.of(text)).isEqualTo(new StreamId(millis, number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "zbx-17",
                "17-",
                "-1-0",
                "17x4-0",
                "17-x",
                "17-0-0",
                "17--1",
                "+17-0",
                "17-+1",
                " 17-0",
                "١٧-0",
                "1000000000000000000-0",
                "17-1000000000000000000",
            })
    void whatIsNoIdIsNone(String text) {
        assertThat(StreamId.of(text)).isEqualTo(StreamId.NONE);
    }

    @Test
    void theOrderIsThatOfTheNumbersNotOfTheText() {
        assertThat(Stream.of("1764092501123-10", "999-0", "no id", "1764092501124-0", "1764092501123-2", "0-1")
                        .sorted(Comparator.comparing(StreamId::of)))
                .containsExactly("no id", "0-1", "999-0", "1764092501123-2", "1764092501123-10", "1764092501124-0");
    }
}
