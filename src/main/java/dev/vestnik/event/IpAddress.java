package dev.vestnik.event;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;

/** Validates and normalises one IPv4 or IPv6 address. */
final class IpAddress {
    /** No prefix, mask, range, wildcard or zone, and no IPv4 address of fewer than four parts. */
    private static final IPAddressStringParameters SINGLE_ADDRESS = new IPAddressStringParameters.Builder()
            .allowAll(false)
            .allowEmpty(false)
            .allowPrefix(false)
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

    private IpAddress() {}

    /**
     * The canonical form of the address; an IPv4-mapped IPv6 address ({@code ::ffff:10.1.2.3}) becomes IPv4.
     *
     * @return empty if the text is not an address
     */
    static Optional<String> normalise(String text) {
        IPAddress address = new IPAddressString(text, SINGLE_ADDRESS).getAddress();
        if (address == null || address.isMultiple()) {
            return Optional.empty();
        }
        if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
            address = address.toIPv6().getEmbeddedIPv4Address();
        }
        return Optional.of(address.toCanonicalString());
    }
}
