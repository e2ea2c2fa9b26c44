package dev.vestnik.event;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.Optional;

/**
 * Reads addresses and CIDR blocks of IPv4 and IPv6. Both accept the same notations, and an IPv4-mapped IPv6 address ({@code
 * ::ffff:10.1.2.3}) is the IPv4 address in both, so that addresses and blocks can be compared.
 */
public final class IpAddress {
    /** Bits of an IPv4-mapped IPv6 address before the IPv4 address: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
    private static final int MAPPED_PREFIX = IPv6Address.BIT_COUNT - 32;

    private static final IPAddressStringParameters ADDRESS = parameters(false);
    private static final IPAddressStringParameters BLOCK = parameters(true);

    private IpAddress() {}

    /** No mask, range, wildcard or zone, no leading zeros, octal, hexadecimal or binary parts, four parts of IPv4. */
    private static IPAddressStringParameters parameters(boolean prefix) {
        return new IPAddressStringParameters.Builder()
                .allowAll(false)
                .allowEmpty(false)
                .allowPrefix(prefix)
                .allowMask(false)
                .allowSingleSegment(false)
                .allowWildcardedSeparator(false)
                .setRangeOptions(RangeParameters.NO_RANGE)
                .getIPv4AddressParametersBuilder()
                .allow_inet_aton(false)
                .allowLeadingZeros(false)
                .allowBinary(false)
                .getParentBuilder()
                .getIPv6AddressParametersBuilder()
                .allowZone(false)
                .allowBase85(false)
                .allowBinary(false)
                .getParentBuilder()
                .toParams();
    }

    /**
     * The canonical form of one address.
     *
     * @return empty if the text is not an address
     */
    static Optional<String> normalise(String text) {
        return address(text).map(IPAddress::toCanonicalString);
    }

    /** One address; empty if the text is not an address. */
    public static Optional<IPAddress> address(String text) {
        return parse(text, ADDRESS).filter(address -> !address.isMultiple());
    }

    /**
     * A CIDR block, with bits beyond its prefix as they are written; a single address is a block of one, with its whole
     * length as the prefix.
     *
     * @return empty if the text is not a block
     */
    public static Optional<IPAddress> block(String text) {
        return parse(text, BLOCK)
                .map(block -> block.isPrefixed() ? block : block.setPrefixLength(block.getBitCount(), false));
    }

    private static Optional<IPAddress> parse(String text, IPAddressStringParameters notations) {
        return Optional.ofNullable(new IPAddressString(text, notations).getAddress())
                .map(IpAddress::unmapped);
    }

    private static IPAddress unmapped(IPAddress address) {
        if (!address.isIPv6() || !address.toIPv6().isIPv4Mapped()) {
            return address;
        }
        Integer prefix = address.getNetworkPrefixLength();
        IPAddress ipv4 = address.toIPv6().getEmbeddedIPv4Address().withoutPrefixLength();
        if (prefix == null) {
            return ipv4;
        }
        return prefix < MAPPED_PREFIX ? address : ipv4.setPrefixLength(prefix - MAPPED_PREFIX, false);
    }
}
