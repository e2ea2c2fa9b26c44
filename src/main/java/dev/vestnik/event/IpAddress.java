package dev.vestnik.event;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;

/** One IPv4 or IPv6 address, as text. */
final class IpAddress {
    /** One address and nothing more: no prefix, range, wildcard, zone, mask, or an IPv4 of fewer than four parts. */
    private static final IPAddressStringParameters ONE = new IPAddressStringParameters.Builder()
            .allowAll(false)
            .allowEmpty(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
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
     * The address in its usual form; an IPv4 address that is mapped into IPv6 ({@code ::ffff:10.1.2.3}) as IPv4.
     *
     * @return empty if it is no address
     */
    static Optional<String> normalise(String written) {
        if (Ipv4.parse(written) != Ipv4.NONE) {
            return Optional.of(written);
        }
        IPAddress address = new IPAddressString(written, ONE).getAddress();
        if (address == null || address.isMultiple()) {
            return Optional.empty();
        }
        if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
            address = address.toIPv6().getEmbeddedIPv4Address();
        }
        return Optional.of(address.toCanonicalString());
    }
}
