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

    private static final int IPV4_PARTS = 4;
    private static final int MAX_IPV4_PART = 255;

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
        return ipv4(text, 0, text.length()) < 0 ? address(text).map(IPAddress::toCanonicalString) : Optional.of(text);
    }

    /**
     * The IPv4 address that the text has from one index to another, in the canonical form. Nearly every address of an event and of
     * the directory is written so, and is read here many times faster than by the library that reads all other notations.
     *
     * @param end after the last character
     * @return 0 to 2^32 - 1; -1: it is not four decimal numbers up to 255, without leading zeros, with dots between them
     */
    public static long ipv4(String text, int start, int end) {
        long address = 0;
        int at = start;
        for (int part = 0; part < IPV4_PARTS; part++) {
            if (part > 0 && (at >= end || text.charAt(at++) != '.')) {
                return -1;
            }
            int first = at;
            int value = 0;
            while (at < end && isDigit(text.charAt(at)) && value <= MAX_IPV4_PART) {
                value = value * 10 + text.charAt(at++) - '0';
            }
            if (at == first || value > MAX_IPV4_PART || at - first > 1 && text.charAt(first) == '0') {
                return -1;
            }
            address = address << 8 | value;
        }
        return at == end ? address : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
