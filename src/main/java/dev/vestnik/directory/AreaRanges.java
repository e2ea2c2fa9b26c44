package dev.vestnik.directory;

import dev.vestnik.event.Ipv4;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.format.util.AssociativeAddressTrie.AssociativeTrieNode;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Which area an address belongs to: that of the longest matching range. */
final class AreaRanges {
    /** By an address the area that decides from there up to the next key. */
    private final NavigableMap<Long, Optional<String>> v4 = new TreeMap<>(Map.of(0L, Optional.empty()));

    private final IPv6AddressAssociativeTrie<String> v6 = new IPv6AddressAssociativeTrie<>();

    /** @param areaByCidr ranges as {@link Cidr} writes them; what is none is left out */
    AreaRanges(Map<String, String> areaByCidr) {
        List<Span> spans = new ArrayList<>();
        areaByCidr.forEach((cidr, area) -> {
            IPAddress block = new IPAddressString(cidr).getAddress();
            if (block == null) {
                return;
            }
            if (block.isIPv4()) {
                spans.add(new Span(first(block), first(block.getUpper()), area));
            } else {
                v6.put(block.toIPv6(), area);
            }
        });
        spans.sort(Comparator.comparingLong(Span::size).reversed());
        spans.forEach(this::put);
    }

    /** The longer ranges come after the shorter ones, which they lie in. */
    private void put(Span span) {
        long behind = span.last() + 1;
        v4.put(behind, found(behind));
        v4.subMap(span.first(), behind).clear();
        v4.put(span.first(), Optional.of(span.area()));
    }

    Optional<String> areaOf(String ip) {
        long usual = Ipv4.parse(ip);
        if (usual != Ipv4.NONE) {
            return found(usual);
        }
        IPAddress address = new IPAddressString(ip).getAddress();
        if (address == null) {
            return Optional.empty();
        }
        return address.isIPv4() ? found(first(address)) : found(address.toIPv6());
    }

    private Optional<String> found(long address) {
        return Objects.requireNonNull(v4.floorEntry(address)).getValue();
    }

    private Optional<String> found(IPv6Address address) {
        AssociativeTrieNode<IPv6Address, String> node = v6.longestPrefixMatchNode(address);
        return node == null ? Optional.empty() : Optional.of(node.getValue());
    }

    private static long first(IPAddress v4) {
        return v4.toIPv4().longValue();
    }

    /** A range of IPv4, its last address included. */
    private record Span(long first, long last, String area) {
        long size() {
            return last - first;
        }
    }
}
