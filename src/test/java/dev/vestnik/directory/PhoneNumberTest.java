package dev.vestnik.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
    @ParameterizedTest
    @CsvSource({
        "+79161234567,+79161234567",
        "' +79161234567 ',+79161234567",
        "+1234567,+1234567",
        "+123456789012345,+123456789012345",
        "79161234567,+79161234567",
        "89161234567,+79161234567",
        "8 916 123-45-67,+79161234567",
        "8(916)1234567,+79161234567",
        "8-916-123-45-67,+79161234567",
        "+7 (916) 123-45-67,+79161234567",
        "+7 916 123 45 67,+79161234567",
        "0079161234567,+79161234567",
        "00 49 151 12345678,+4915112345678",
        "8 (495) 123-45-67,+74951234567",
        "87071234567,+77071234567",
        "4915112345678,+4915112345678",
        "+1 (212) 555.0100,+12125550100",
    })
    void writesTheUsualNotationsAsE164(String written, String e164) {
        assertThat(PhoneNumber.normalise(written)).contains(e164);
    }

    @ParameterizedTest
    @ValueSource(strings = {"84912345678", "85291234567"})
    void aForeignNumberAsTelegramGivesItIsNotTakenForARussianOne(String contact) {
        assertThat(PhoneNumber.normalise(contact)).contains("+" + contact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "+123456",
                "+1234567890123456",
                "+7916123456x",
                "+٧٩١٦١٢٣٤٥٦٧",
                "Anna",
                "12345",
                "+7916123456789012",
                "+0916123456",
                "7916123456x",
                "٧٩١٦١٢٣٤٥٦٧",
                "++79161234567",
                "7+9161234567"
            })
    void refusesWhatIsNoPhone(String written) {
        assertThat(PhoneNumber.normalise(written)).isEmpty();
    }
}
