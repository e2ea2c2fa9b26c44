package dev.vestnik.directory;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The address space cut at each beginning and end of a block, as sorted arrays: each segment has the longest block that it lies
 * in. A look-up is a binary search among the segments that begin with the same 16 bits as the address.
 */
final class IpSegments {
    private static final int FIRST_BITS = 16;
    private static final int IPV4_REST = 16;
    private static final int IPV6_REST = 48;

    private final boolean ipv4;
    private final int[] first = new int[(1 << FIRST_BITS) + 1];
    private final Deque<IpBlock> open = new ArrayDeque<>();
    private long[] high = new long[0];
    private long[] low = new long[0];
    private short[] prefixes = new short[0];
    private @Nullable String[] areas = new String[0];
    private int size;
    private int overlaps;

    /**
     * @param ipv4 whether the blocks are of IPv4, else of IPv6
     * @param blocks in their order
     */
    IpSegments(boolean ipv4, IpBlocks blocks) {
        this.ipv4 = ipv4;
        // As many as blocks without gaps between them need.
        resize(blocks.size() + 1);
        blocks.stream().forEach(this::begin);
        while (!open.isEmpty()) {
            end();
        }
        resize(size);
        index();
    }

    private void resize(int length) {
        high = Arrays.copyOf(high, ipv4 ? 0 : length);
        low = Arrays.copyOf(low, length);
        prefixes = Arrays.copyOf(prefixes, length);
        areas = Arrays.copyOf(areas, length);
    }

    /** Element n becomes the first segment that begins with n, or behind all that do. */
    private void index() {
        int segment = 0;
        for (int bits = 0; bits < first.length; bits++) {
            while (segment < size && firstBits(high(segment), low[segment]) < bits) {
                segment++;
            }
            first[bits] = segment;
        }
    }

    private int firstBits(long addressHigh, long addressLow) {
        return (int) (ipv4 ? addressLow >>> IPV4_REST : addressHigh >>> IPV6_REST);
    }

    private long high(int segment) {
        return ipv4 ? 0 : high[segment];
    }

    /** @return the area of the longest block with this address; null: no block has it */
    @Nullable
    String area(long addressHigh, long addressLow) {
        int segment = find(addressHigh, addressLow);
        return segment < 0 ? null : areas[segment];
    }

    /** @return the longest block with this address; null: no block has it */
    @Nullable
    IpBlock block(long addressHigh, long addressLow) {
        int segment = find(addressHigh, addressLow);
        String area = segment < 0 ? null : areas[segment];
        return area == null ? null : IpBlock.around(area, ipv4, addressHigh, addressLow, prefixes[segment]);
    }

    /** @return the segment with this address; negative: it lies before the first */
    private int find(long addressHigh, long addressLow) {
        int bits = firstBits(addressHigh, addressLow);
        int from = first[bits];
        int to = first[bits + 1] - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            if (beginsAfter(middle, addressHigh, addressLow)) {
                to = middle - 1;
            } else {
                from = middle + 1;
            }
        }
        return to;
    }

    /** An address of IPv4 has nothing in its upper bits, and is no negative number. */
    private boolean beginsAfter(int segment, long addressHigh, long addressLow) {
        return ipv4 ? low[segment] > addressLow : compare(high[segment], low[segment], addressHigh, addressLow) > 0;
    }

    /** How many blocks lie directly in a block of another area. */
    int overlaps() {
        return overlaps;
    }

    private void begin(IpBlock block) {
        while (!open.isEmpty() && compare(lastHigh(), lastLow(), block.high(), block.low()) < 0) {
            end();
        }
        IpBlock outer = open.peek();
        if (outer != null && !Objects.equals(outer.area(), block.area())) {
            overlaps++;
        }
        add(block.high(), block.low(), block);
        open.push(block);
    }

    /** After the innermost open block, the one around it goes on. */
    private void end() {
        IpBlock ended = open.pop();
        long nextLow = ended.lastLow() + 1;
        long nextHigh = ended.lastHigh() + (nextLow == 0 ? 1 : 0);
        // Behind the last address of all, there is no segment.
        if (nextLow != 0 || nextHigh != 0) {
            add(nextHigh, nextLow, open.peek());
        }
    }

    /** Of two segments that begin at the same address, the later one stays: the inner block, or that behind several ends. */
    private void add(long segmentHigh, long segmentLow, @Nullable IpBlock block) {
        if (size == 0 || high(size - 1) != segmentHigh || low[size - 1] != segmentLow) {
            if (size == low.length) {
                resize(2 * size);
            }
            size++;
        }
        if (!ipv4) {
            high[size - 1] = segmentHigh;
        }
        low[size - 1] = segmentLow;
        prefixes[size - 1] = (short) (block == null ? 0 : block.prefix());
        areas[size - 1] = block == null ? null : block.area();
    }

    private long lastHigh() {
        return open.element().lastHigh();
    }

    private long lastLow() {
        return open.element().lastLow();
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        return high == otherHigh ? Long.compareUnsigned(low, otherLow) : Long.compareUnsigned(high, otherHigh);
    }
}
