package dev.vestnik.directory;

import java.util.Arrays;
import java.util.List;
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

    /** @param blocks in their order */
    IpBlocks(boolean ipv4, List<IpBlock> blocks) {
        this.ipv4 = ipv4;
        high = ipv4 ? new long[0] : blocks.stream().mapToLong(IpBlock::high).toArray();
        low = blocks.stream().mapToLong(IpBlock::low).toArray();
        prefixes = new short[low.length];
        areas = new String[low.length];
        for (int i = 0; i < low.length; i++) {
            prefixes[i] = (short) blocks.get(i).prefix();
            areas[i] = blocks.get(i).area();
        }
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
