package dev.vestnik.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralFormTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1 событие, 1 event",
        "2, 2 события, 2 events",
        "4, 4 события, 4 events",
        "5, 5 событий, 5 events",
        "11, 11 событий, 11 events",
        "12, 12 событий, 12 events",
        "14, 14 событий, 14 events",
        "21, 21 событие, 21 events",
        "22, 22 события, 22 events",
        "111, 111 событий, 111 events",
        "1001, 1001 событие, 1001 events",
        "0, 0 событий, 0 events"
    })
    void agreesWithItsNumber(int count, String russian, String english) {
        assertThat(Phrases.in("ru").events(count)).isEqualTo(russian);
        assertThat(Phrases.in("en").events(count)).isEqualTo(english);
    }
}
