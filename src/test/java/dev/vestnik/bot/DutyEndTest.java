package dev.vestnik.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.duty.DutyEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DutyEndTest {
    /** 13:00 in Moscow. */
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final DutyEnd RULE = new DutyEnd(Duration.ofHours(12));

    @ParameterizedTest
    @CsvSource({
        "'', 2026-11-23T22:00:00Z",
        "8h, 2026-11-23T18:00:00Z",
        "8 ч, 2026-11-23T18:00:00Z",
        "12 часов, 2026-11-23T22:00:00Z",
        "90m, 2026-11-23T11:30:00Z",
        "90 мин, 2026-11-23T11:30:00Z",
        "до 20:00, 2026-11-23T17:00:00Z",
        "Until 20:00, 2026-11-23T17:00:00Z",
        "20:00, 2026-11-23T17:00:00Z",
        "00:30, 2026-11-23T21:30:00Z",
        "13:01, 2026-11-23T10:01:00Z",
    })
    void readsLengthsAndTimesOfTheClock(String arguments, Instant end) {
        assertThat(RULE.read(arguments, MOSCOW, NOW)).isEqualTo(new DutyEnd.Until(end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"13h", "0h", "721 мин", "9999h", "12:00", "13:00"})
    void refusesWhatIsTooLongOrNothing(String arguments) {
        assertThat(RULE.read(arguments, MOSCOW, NOW)).isInstanceOf(DutyEnd.TooLong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "north", "north 8h", "-1h", "25:00", "20:60", "8h later", "до завтра", "99999h"})
    void refusesWhatIsNoTime(String arguments) {
        assertThat(RULE.read(arguments, MOSCOW, NOW)).isInstanceOf(DutyEnd.Unreadable.class);
    }
}
