package dev.vestnik.directory;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Blocks of IPv4 or of IPv6 in their order. They are kept in arrays: with an object for each of 300,000, every collection of
 * garbage that moves or marks them would stop the whole process for that long.
 */
final class IpBlocks {
    private final boolean ipv4;
    private final long[] high;
    private final long[] low;
    private final short[] prefixes;
    private final String[] areas;

    /** The arrays have the same length, and are not copied; of IPv4, {@code high} is empty. */
    IpBlocks(boolean ipv4, long[] high, long[] low, short[] prefixes, String[] areas) {
        this.ipv4 = ipv4;
        this.high = high;
        this.low = low;
        this.prefixes = prefixes;
        this.areas = areas;
    }

    int size() {
        return low.length;
    }

    Stream<IpBlock> stream() {
        return IntStream.range(0, size())
                .mapToObj(i -> new IpBlock(areas[i], ipv4, ipv4 ? 0 : high[i], low[i], prefixes[i]));
    }

    boolean sameAs(IpBlocks other) {
        return Arrays.equals(high, other.high)
                && Arrays.equals(low, other.low)
                && Arrays.equals(prefixes, other.prefixes)
                && Arrays.equals(areas, other.areas);
    }
}
