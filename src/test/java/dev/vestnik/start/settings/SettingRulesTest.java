package dev.vestnik.start.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.StartRefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingRulesTest {
    /** bcrypt reads 72 bytes: two passwords that differ after these would be the same. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "я", "€", "🔴"})
    void aPasswordMayHave72BytesAndNotOneMore(String character) {
        int bytes = character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        String longest = character.repeat(72 / bytes);

        assertThatCode(() -> SettingRules.adminPassword("PASSWORD", longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> SettingRules.adminPassword("PASSWORD", longest + "x"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("PASSWORD must have at least 8 characters and at most 72 bytes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven77"})
    void aShortPasswordIsRefused(String password) {
        assertThatThrownBy(() -> SettingRules.adminPassword("PASSWORD", password))
                .isInstanceOf(StartRefusedException.class);
        assertThatCode(() -> SettingRules.adminPassword("PASSWORD", "eight888")).doesNotThrowAnyException();
    }
}
