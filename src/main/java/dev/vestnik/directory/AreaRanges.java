package dev.vestnik.directory;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.format.util.AssociativeAddressTrie.AssociativeTrieNode;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which area an address belongs to: that of the longest matching range. */
final class AreaRanges {
    private final IPv4AddressAssociativeTrie<String> v4 = new IPv4AddressAssociativeTrie<>();
    private final IPv6AddressAssociativeTrie<String> v6 = new IPv6AddressAssociativeTrie<>();

    /** @param areaByCidr ranges as {@link Cidr} writes them; what is none is left out */
    AreaRanges(Map<String, String> areaByCidr) {
        areaByCidr.forEach((cidr, area) -> {
            IPAddress block = new IPAddressString(cidr).getAddress();
            if (block == null) {
                return;
            }
            if (block.isIPv4()) {
                v4.put(block.toIPv4(), area);
            } else {
                v6.put(block.toIPv6(), area);
            }
        });
    }

    Optional<String> areaOf(String ip) {
        IPAddress address = new IPAddressString(ip).getAddress();
        if (address == null) {
            return Optional.empty();
        }
        return address.isIPv4() ? found(address.toIPv4()) : found(address.toIPv6());
    }

    private Optional<String> found(IPv4Address address) {
        return value(v4.longestPrefixMatchNode(address));
    }

    private Optional<String> found(IPv6Address address) {
        return value(v6.longestPrefixMatchNode(address));
    }

    private static Optional<String> value(@Nullable AssociativeTrieNode<?, String> node) {
        return node == null ? Optional.empty() : Optional.of(node.getValue());
    }
}
