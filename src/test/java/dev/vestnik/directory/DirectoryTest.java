package dev.vestnik.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.load.Cidr;
import dev.vestnik.testing.Samples;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {
    private final Directory nested = Directory.of(
            List.of(),
            Map.of("all", "All", "net", "Net", "host", "Host", "six", "Six", "six-net", "Six net"),
            Map.of(
                    "0.0.0.0/0", "all",
                    "10.1.0.0/16", "net",
                    "10.1.2.3/32", "host",
                    "2001:db8::/32", "six",
                    "2001:db8:1::/48", "six-net"));

    @ParameterizedTest
    @CsvSource({
        "192.168.0.1,all",
        "10.1.9.9,net",
        "10.1.2.3,host",
        "2001:db8:9::1,six",
        "2001:db8:1::1,six-net",
    })
    void theLongestMatchingRangeDecides(String ip, String area) {
        assertThat(nested.areaOfIp(ip)).contains(area);
    }

    @Test
    void anAddressOutsideEveryRangeHasNoArea() {
        assertThat(nested.areaOfIp("2001:db9::1")).isEmpty();
        assertThat(Samples.DIRECTORY.areaOfIp("10.9.9.9")).isEmpty();
        assertThat(Directory.EMPTY.areaOfIp("10.9.9.9")).isEmpty();
    }

    @Test
    void theAreaThatAnEventNamesWinsOverItsAddress() {
        assertThat(Samples.DIRECTORY.areaOf(
                        Samples.event("info").area("south").ip("10.1.0.1").event()))
                .contains("south");
        assertThat(Samples.DIRECTORY.areaOf(
                        Samples.event("info").area("nowhere").ip("10.1.0.1").event()))
                .contains("north");
    }

    @Test
    void rangesWithinOneOfAnotherAreaAreCounted() {
        assertThat(nested.overlaps()).isEqualTo(3);
        assertThat(Directory.of(List.of(), Map.of(), Map.of("10.0.0.0/8", "a", "10.1.0.0/16", "a", "10.1.2.0/24", "b"))
                        .overlaps())
                .isEqualTo(1);
        assertThat(Directory.EMPTY.overlaps()).isZero();
    }

    /** Against looking at every range with arithmetic of its own. */
    @Property
    void theLongestMatchIsThatOfAPlainSearch(@ForAll("addresses") String ip, @ForAll("ranges") List<String> ranges) {
        Map<String, String> areas = new HashMap<>();
        ranges.forEach(range -> areas.put(range, "area of " + range));

        Directory directory = Directory.of(List.of(), Map.of(), areas);
        assertThat(directory.rangeOfIp(ip)).isEqualTo(plainSearch(ip, areas));
        assertThat(directory.areaOfIp(ip)).isEqualTo(plainSearch(ip, areas).map(areas::get));
        assertThat(directory.ranges().stream().map(IpBlock::cidr)).containsExactlyInAnyOrderElementsOf(areas.keySet());
    }

    /** The range. */
    private static Optional<String> plainSearch(String ip, Map<String, String> areas) {
        return areas.entrySet().stream()
                .filter(range -> holds(range.getKey(), ip))
                .max(java.util.Comparator.comparingInt(range -> prefix(range.getKey())))
                .map(Map.Entry::getKey);
    }

    private static boolean holds(String range, String ip) {
        byte[] network = bytes(range.substring(0, range.indexOf('/')));
        byte[] address = bytes(ip);
        int rest = network.length * 8 - prefix(range);
        return network.length == address.length
                && new BigInteger(1, network).shiftRight(rest).equals(new BigInteger(1, address).shiftRight(rest));
    }

    private static int prefix(String range) {
        return Integer.parseInt(range.substring(range.indexOf('/') + 1));
    }

    private static byte[] bytes(String ip) {
        try {
            return InetAddress.getByName(ip).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<Integer> few = Arbitraries.of(0, 1, 2, 127, 128, 255);
        Arbitrary<String> four =
                few.list().ofSize(3).map(parts -> "10." + parts.get(0) + "." + parts.get(1) + "." + parts.get(2));
        Arbitrary<String> six = few.list()
                .ofSize(3)
                .map(parts -> String.format("2001:db8:%x:%x::%x", parts.get(0), parts.get(1), parts.get(2)));
        return Arbitraries.oneOf(four, six);
    }

    @Provide
    Arbitrary<List<String>> ranges() {
        return Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
                .as((ip, length) -> Cidr.normalise(ip + "/" + (ip.contains(":") ? length : Math.min(32, length / 4)))
                        .orElseThrow())
                .list()
                .ofMaxSize(20);
    }
}
