package dev.vestnik.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,10.1.2.3",
        "0.0.0.0,0.0.0.0",
        "255.255.255.255,255.255.255.255",
        "' 10.1.2.3 ',10.1.2.3",
        "::ffff:10.1.2.3,10.1.2.3",
        "::ffff:a01:203,10.1.2.3",
        "::10.1.2.3,::a01:203",
        "2001:DB8:0:0::0001,2001:db8::1",
    })
    void writesAnAddressInItsUsualForm(String written, String usual) {
        assertThat(IpAddress.normalise(written)).contains(usual);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "...",
                "*",
                "010.1.2.3",
                "10.1.2.03",
                "00.1.2.3",
                "10.1.2.000",
                "1.2.3",
                "167838211",
                "0x0a.1.2.3",
                "0xa010203",
                "10.1.2.",
                ".1.2.3",
                "10..2.3",
                "10.1.2.3.",
                "10.1.2.3.4",
                "256.1.1.1",
                "10.1.2.0256",
                "99999999999.1.1.1",
                "1.2.3.-4",
                "+1.2.3.4",
                "1e1.1.1.1",
                "1.2.3.a",
                "10,1,2,3",
                "١.1.1.1",
                "1.2.3.4/32",
                "10.1.2.3%eth0",
                "[::1]",
            })
    void refusesWhatIsNoAddressOrNotOne(String written) {
        assertThat(IpAddress.normalise(written)).isEmpty();
    }

    @Property
    void anIpv4AddressIsValidExactlyIfItIsCanonicalWithinAnIpv6Address(@ForAll("dotted") String written) {
        Optional<String> canonical =
                IpAddress.normalise("::ffff:" + written).filter(address -> address.equals(written));

        assertThat(IpAddress.normalise(written)).isEqualTo(canonical);
    }

    @Provide
    Arbitrary<String> dotted() {
        Arbitrary<String> part = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(0, 260).map(String::valueOf)),
                Tuple.of(1, Arbitraries.of("00", "01", "x", "", "0x1", "+1")));
        return Arbitraries.integers()
                .between(0, 9)
                .flatMap(n -> part.list().ofSize(n < 8 ? 4 : n - 5))
                .map(parts -> String.join(".", parts));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0,0", "255.255.255.255,4294967295", "10.1.2.3,167838211", "0.0.1.0,256"})
    void readsFourDecimalNumbersOfIpv4(String text, long address) {
        assertThat(IpAddress.ipv4(text, 0, text.length())).isEqualTo(address);
        assertThat(IpAddress.ipv4("x" + text + "/8", 1, text.length() + 1)).isEqualTo(address);
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
    void readsNothingElseOfIpv4(String text) {
        assertThat(IpAddress.ipv4(text, 0, text.length())).isEqualTo(-1);
    }

    @Property
    void whatItReadsOfIpv4IsTheCanonicalFormOfTheLibrary(@ForAll("nearlyIpv4") String text) {
        boolean canonical = IpAddress.address(text)
                .filter(address -> address.toCanonicalString().equals(text))
                .isPresent();

        assertThat(IpAddress.ipv4(text, 0, text.length()) >= 0).isEqualTo(canonical);
    }

    @Provide
    Arbitrary<String> nearlyIpv4() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300).map(String::valueOf), Arbitraries.of("", "00", "01", "x", "1 "));
        return part.list().ofMinSize(3).ofMaxSize(5).map(parts -> String.join(".", parts));
    }
}
