package dev.vestnik.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.event.IpAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4TextTest {
    @ParameterizedTest
    @CsvSource({"0.0.0.0,0", "255.255.255.255,4294967295", "10.1.2.3,167838211", "0.0.1.0,256"})
    void readsFourDecimalNumbers(String text, long address) {
        assertThat(Ipv4Text.parse(text, 0, text.length())).isEqualTo(address);
        assertThat(Ipv4Text.parse("x" + text + "/8", 1, text.length() + 1)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.",
                "1.2.3.4.",
                "1.2.3.4.5",
                "1..2.3",
                ".1.2.3",
                "256.1.1.1",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.00",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.-4",
                "1.2.3.٤",
                "99999999999.1.1.1",
                "1.2.3.4294967296"
            })
    void readsNothingElse(String text) {
        assertThat(Ipv4Text.parse(text, 0, text.length())).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"/0,0", "/8,8", "/32,32", "/33,-1", "/08,-1", "/,-1", "/1x,-1", "/x1,-1", "/128,-1", "/-1,-1"})
    void readsAPrefix(String text, int prefix) {
        assertThat(Ipv4Text.prefix(text, 1)).isEqualTo(prefix);
    }

    @Property
    void whatItReadsIsTheCanonicalFormOfTheLibrary(@ForAll("nearlyAddresses") String text) {
        boolean canonical = IpAddress.address(text)
                .filter(address -> address.toCanonicalString().equals(text))
                .isPresent();

        assertThat(Ipv4Text.parse(text, 0, text.length()) >= 0).isEqualTo(canonical);
    }

    @Provide
    Arbitrary<String> nearlyAddresses() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300).map(String::valueOf), Arbitraries.of("", "00", "01", "x", "1 "));
        return part.list().ofMinSize(3).ofMaxSize(5).map(parts -> String.join(".", parts));
    }
}
