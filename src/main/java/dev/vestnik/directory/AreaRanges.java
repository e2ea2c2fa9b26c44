package dev.vestnik.directory;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the area of an address: that of the longest matching range. */
final class AreaRanges {
    private final IpSegments ipv4;
    private final IpSegments ipv6;

    /** @param areaByCidr area by CIDR block; entries that are no block are ignored */
    AreaRanges(Map<String, String> areaByCidr) {
        Map<Boolean, List<IpBlock>> blocks = areaByCidr.entrySet().stream()
                .flatMap(range -> IpBlock.of(range.getKey(), range.getValue()).stream())
                .collect(Collectors.partitioningBy(IpBlock::ipv4));
        ipv4 = new IpSegments(true, blocks.getOrDefault(true, List.of()));
        ipv6 = new IpSegments(false, blocks.getOrDefault(false, List.of()));
    }

    Optional<String> areaOf(String ip) {
        return Optional.ofNullable(longest(ip)).map(IpBlock::area);
    }

    /** The longest matching range. */
    Optional<String> rangeOf(String ip) {
        return Optional.ofNullable(longest(ip)).map(IpBlock::cidr);
    }

    /** How many ranges lie directly within a range of another area. */
    int overlaps() {
        return ipv4.overlaps() + ipv6.overlaps();
    }

    private @Nullable IpBlock longest(String ip) {
        long address = Ipv4Text.parse(ip, 0, ip.length());
        return address < 0 ? IpAddress.address(ip).map(this::longest).orElse(null) : ipv4.find(0, address);
    }

    private @Nullable IpBlock longest(IPAddress ip) {
        ByteBuffer address = ByteBuffer.wrap(ip.getBytes());
        return ip.isIPv4()
                ? ipv4.find(0, Integer.toUnsignedLong(address.getInt()))
                : ipv6.find(address.getLong(), address.getLong());
    }
}
