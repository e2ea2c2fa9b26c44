package dev.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamIdsTest {
    @ParameterizedTest
    @CsvSource({
        "1764092501123-0,1764092501123",
        "1764092501123,1764092501123",
        "0-1,0",
        "999999999999999999-7,999999999999999999",
        "1000000000000000000-0,0",
        "-1-0,0",
        "'',0",
        "17x4-0,0",
        "+17-0,0",
        "١٧-0,0",
    })
    void theTimeIsWhatStandsBeforeTheDash(String id, long millis) {
        assertThat(StreamIds.millis(id)).isEqualTo(millis);
    }
}
