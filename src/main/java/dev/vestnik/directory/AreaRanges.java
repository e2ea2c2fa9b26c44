package dev.vestnik.directory;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ranges of a directory. Finds the area of an address: that of the longest range with it. Immutable. */
public final class AreaRanges {
    private final IpBlocks ipv4Blocks;
    private final IpBlocks ipv6Blocks;
    private final IpSegments ipv4;
    private final IpSegments ipv6;

    private AreaRanges(Collection<IpBlock> blocks) {
        List<IpBlock> ipv4Sorted = sorted(blocks, true);
        List<IpBlock> ipv6Sorted = sorted(blocks, false);
        ipv4Blocks = new IpBlocks(true, ipv4Sorted);
        ipv6Blocks = new IpBlocks(false, ipv6Sorted);
        ipv4 = new IpSegments(true, ipv4Sorted);
        ipv6 = new IpSegments(false, ipv6Sorted);
    }

    private static List<IpBlock> sorted(Collection<IpBlock> blocks, boolean ipv4) {
        List<IpBlock> sorted =
                blocks.stream().filter(block -> block.ipv4() == ipv4).sorted().toList();
        return IntStream.range(0, sorted.size())
                .filter(i -> i == 0 || sorted.get(i).compareTo(sorted.get(i - 1)) > 0)
                .mapToObj(sorted::get)
                .toList();
    }

    /** @param blocks of one that is there several times, the first counts */
    public static AreaRanges of(Collection<IpBlock> blocks) {
        return new AreaRanges(blocks);
    }

    /** @param areaByCidr area by CIDR block; entries that are no block are ignored */
    public static AreaRanges of(Map<String, String> areaByCidr) {
        return of(areaByCidr.entrySet().stream()
                .flatMap(range -> IpBlock.of(range.getKey(), range.getValue()).stream())
                .toList());
    }

    public int size() {
        return ipv4Blocks.size() + ipv6Blocks.size();
    }

    /** All ranges, in their order. */
    public Stream<IpBlock> stream() {
        return Stream.concat(ipv4Blocks.stream(), ipv6Blocks.stream());
    }

    /** Whether both have the same content. */
    boolean sameAs(AreaRanges other) {
        return ipv4Blocks.sameAs(other.ipv4Blocks) && ipv6Blocks.sameAs(other.ipv6Blocks);
    }

    Optional<String> areaOf(String ip) {
        long address = Ipv4Text.parse(ip, 0, ip.length());
        return address < 0
                ? IpAddress.address(ip).map(this::longest).map(IpBlock::area)
                : Optional.ofNullable(ipv4.area(0, address));
    }

    /** The longest range with this address. */
    Optional<String> rangeOf(String ip) {
        return IpAddress.address(ip).map(this::longest).map(IpBlock::cidr);
    }

    /** How many ranges lie directly within a range of another area. */
    int overlaps() {
        return ipv4.overlaps() + ipv6.overlaps();
    }

    private @Nullable IpBlock longest(IPAddress ip) {
        ByteBuffer address = ByteBuffer.wrap(ip.getBytes());
        return ip.isIPv4()
                ? ipv4.block(0, Integer.toUnsignedLong(address.getInt()))
                : ipv6.block(address.getLong(), address.getLong());
    }
}
