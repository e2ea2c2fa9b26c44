package dev.vestnik.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4TextTest {
    @ParameterizedTest
    @CsvSource({"/0,0", "/8,8", "/32,32", "/33,-1", "/08,-1", "/,-1", "/1x,-1", "/x1,-1", "/128,-1", "/-1,-1"})
    void readsAPrefix(String text, int prefix) {
        assertThat(Ipv4Text.prefix(text, 1)).isEqualTo(prefix);
    }
}
