package dev.vestnik.directory.csv;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;

/** Validates and normalises CIDR blocks. */
public final class Cidr {
    private static final IPAddressStringParameters BLOCK = new IPAddressStringParameters.Builder()
            .allowAll(false)
            .allowEmpty(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private Cidr() {}

    /**
     * The canonical form of the block; a single address is a block of one. Bits beyond the prefix are cleared: {@code
     * 10.1.2.3/16} gives {@code 10.1.0.0/16}.
     *
     * @return empty if the text is not a CIDR block
     */
    public static Optional<String> normalise(String written) {
        IPAddress address = new IPAddressString(written, BLOCK).getAddress();
        return address == null
                ? Optional.empty()
                : Optional.of(address.toPrefixBlock().toCanonicalString());
    }

    /** Whether the block has bits beyond its prefix. */
    static boolean hasHostBits(String written) {
        IPAddress address = new IPAddressString(written, BLOCK).getAddress();
        return address != null && address.isPrefixed() && !address.isPrefixBlock();
    }
}
