package dev.vestnik.directory;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ranges of a directory. Finds the area of an address: that of the longest range with it. Immutable. */
public final class AreaRanges {
    private final IpBlocks ipv4Blocks;
    private final IpBlocks ipv6Blocks;
    private final IpSegments ipv4;
    private final IpSegments ipv6;

    private AreaRanges(IpBlocks ipv4Blocks, IpBlocks ipv6Blocks) {
        this.ipv4Blocks = ipv4Blocks;
        this.ipv6Blocks = ipv6Blocks;
        ipv4 = new IpSegments(true, ipv4Blocks);
        ipv6 = new IpSegments(false, ipv6Blocks);
    }

    /** Takes the ranges one after the other, so that nobody has to hold them all; of one that comes several times, the first counts. */
    public static final class Builder {
        private final IpBlockSorter ipv4 = new IpBlockSorter(true);
        private final IpBlockSorter ipv6 = new IpBlockSorter(false);

        public void add(IpBlock block) {
            (block.ipv4() ? ipv4 : ipv6).add(block);
        }

        public AreaRanges build() {
            return new AreaRanges(ipv4.sorted(), ipv6.sorted());
        }
    }

    /** @param blocks of one that is there several times, the first counts */
    public static AreaRanges of(Collection<IpBlock> blocks) {
        Builder builder = new Builder();
        blocks.forEach(builder::add);
        return builder.build();
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
        long address = IpAddress.ipv4(ip, 0, ip.length());
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
