package dev.vestnik.directory;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Takes blocks of IPv4 or of IPv6 in any order, and sorts them. It keeps them in arrays for the reason of {@link IpBlocks}. */
final class IpBlockSorter {
    private static final int FIRST_LENGTH = 1024;

    private final boolean ipv4;
    private long[] high = new long[0];
    private long[] low = new long[0];
    private short[] prefixes = new short[0];
    private String[] areas = new String[0];
    private int size;

    IpBlockSorter(boolean ipv4) {
        this.ipv4 = ipv4;
    }

    void add(IpBlock block) {
        if (size == low.length) {
            grow(Math.max(FIRST_LENGTH, 2 * size));
        }
        if (!ipv4) {
            high[size] = block.high();
        }
        low[size] = block.low();
        prefixes[size] = (short) block.prefix();
        areas[size] = block.area();
        size++;
    }

    private void grow(int length) {
        high = Arrays.copyOf(high, ipv4 ? 0 : length);
        low = Arrays.copyOf(low, length);
        prefixes = Arrays.copyOf(prefixes, length);
        areas = Arrays.copyOf(areas, length);
    }

    /** The blocks in the order of {@link IpBlock#compareTo}; of one that was added several times, the first. */
    IpBlocks sorted() {
        int[] all = IntStream.range(0, size)
                .boxed()
                .sorted(this::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] order = IntStream.range(0, size)
                .filter(i -> i == 0 || compare(all[i - 1], all[i]) != 0)
                .map(i -> all[i])
                .toArray();
        long[] sortedHigh = new long[ipv4 ? 0 : order.length];
        long[] sortedLow = new long[order.length];
        short[] sortedPrefixes = new short[order.length];
        String[] sortedAreas = new String[order.length];
        for (int i = 0; i < order.length; i++) {
            if (!ipv4) {
                sortedHigh[i] = high[order[i]];
            }
            sortedLow[i] = low[order[i]];
            sortedPrefixes[i] = prefixes[order[i]];
            sortedAreas[i] = areas[order[i]];
        }
        return new IpBlocks(ipv4, sortedHigh, sortedLow, sortedPrefixes, sortedAreas);
    }

    private int compare(int one, int other) {
        int byHigh = ipv4 ? 0 : Long.compareUnsigned(high[one], high[other]);
        int byLow = byHigh == 0 ? Long.compareUnsigned(low[one], low[other]) : byHigh;
        return byLow == 0 ? Short.compare(prefixes[one], prefixes[other]) : byLow;
    }
}
