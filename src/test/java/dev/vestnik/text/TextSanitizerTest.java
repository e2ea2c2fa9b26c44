package dev.vestnik.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextSanitizerTest {
    @Test
    void aLetterHasFewCombiningMarks() {
        assertThat(TextSanitizer.line("e" + "\u0301".repeat(5000) + "nd")).isEqualTo("e" + "\u0301".repeat(4) + "nd");
        assertThat(TextSanitizer.line("й е\u0308 1\ufe0f\u20e3 ẫ")).isEqualTo("й е\u0308 1\ufe0f\u20e3 ẫ");
    }

    @Test
    void controlCharactersAndDirectionsAreRemoved() {
        assertThat(TextSanitizer.line("a\u202e\u0000b\ud83d\nc")).isEqualTo("a b\ufffd c");
        assertThat(TextSanitizer.block("a\r\nb\u2028c")).isEqualTo("a\nb\nc");
    }
}
