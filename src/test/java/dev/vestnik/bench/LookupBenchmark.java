package dev.vestnik.bench;

import dev.vestnik.directory.Directory;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.format.util.DualIPv4v6AssociativeTries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the text of an address to its area, among 300,000 ranges: the directory, and the trie of the library that reads the
 * addresses in unusual notations. See docs/benchmark.md.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class LookupBenchmark {
    /** How many different addresses; those of many lie in no cache of the processor. */
    @Param({"1000", "100000"})
    public int addresses;

    private Directory directory;
    private DualIPv4v6AssociativeTries<String> trie;
    private String[] texts;
    private int next;

    /** Nine of ten addresses have an area. */
    @Setup
    public void fill() {
        Map<String, String> ranges = new LargeDirectory(300_000, 0).areaByRange();
        directory = Directory.of(List.of(), Map.of(), ranges);
        trie = new DualIPv4v6AssociativeTries<>();
        ranges.forEach((cidr, area) -> trie.put(new IPAddressString(cidr).getAddress(), area));
        Random random = new Random(1);
        texts = new String[addresses];
        for (int i = 0; i < addresses; i++) {
            texts[i] = LargeDirectory.network(random.nextInt(300_000)) + random.nextInt(256);
        }
    }

    @Benchmark
    public Optional<String> directory() {
        return directory.areaOfIp(text());
    }

    @Benchmark
    public String trieOfTheLibrary() {
        IPAddress address = new IPAddressString(text()).getAddress();
        var node = trie.longestPrefixMatchNode(address);
        return node == null ? null : node.getValue();
    }

    private String text() {
        next = next + 1 == addresses ? 0 : next + 1;
        return texts[next];
    }
}
