package dev.vestnik.directory;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.format.util.DualIPv4v6AssociativeTries;
import java.util.Map;
import java.util.Optional;

/** Finds the area of an address: that of the longest matching range. */
final class AreaRanges {
    private final DualIPv4v6AssociativeTries<String> areas = new DualIPv4v6AssociativeTries<>();

    /** @param areaByCidr area by CIDR block; entries that are no block are ignored */
    AreaRanges(Map<String, String> areaByCidr) {
        areaByCidr.forEach((cidr, area) -> {
            IpAddress.block(cidr).ifPresent(block -> areas.put(block, area));
        });
    }

    Optional<String> areaOf(String ip) {
        return IpAddress.address(ip).map(areas::longestPrefixMatchNode).map(node -> node.getValue());
    }

    /** The longest matching range. */
    Optional<String> rangeOf(String ip) {
        return IpAddress.address(ip).map(areas::longestPrefixMatch).map(Object::toString);
    }
}
