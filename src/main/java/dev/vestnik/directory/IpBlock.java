package dev.vestnik.directory;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv6.IPv6Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A CIDR block and its area, as numbers of 128 bits; an IPv4 address is the lowest 32 of them.
 *
 * @param ipv4 whether it is a block of IPv4
 * @param high the upper 64 bits of the first address
 * @param low the lower 64 bits of the first address
 * @param prefix 0 to 128; that of IPv4 plus 96
 */
public record IpBlock(String area, boolean ipv4, long high, long low, int prefix) implements Comparable<IpBlock> {
    private static final int BITS = 128;
    private static final int IPV4_BITS = 32;

    /** @return empty: the text is no block */
    public static Optional<IpBlock> of(String cidr, String area) {
        int slash = cidr.indexOf('/');
        long address = slash < 0 ? -1 : IpAddress.ipv4(cidr, 0, slash);
        int prefix = address < 0 ? -1 : Ipv4Text.prefix(cidr, slash + 1);
        return prefix < 0
                ? IpAddress.block(cidr).map(block -> of(area, block))
                : Optional.of(around(area, true, 0, address, BITS - IPV4_BITS + prefix));
    }

    private static IpBlock of(String area, IPAddress block) {
        ByteBuffer address = ByteBuffer.wrap(block.getLower().getBytes());
        int prefix = block.getNetworkPrefixLength();
        return block.isIPv4()
                ? around(area, true, 0, Integer.toUnsignedLong(address.getInt()), BITS - IPV4_BITS + prefix)
                : around(area, false, address.getLong(), address.getLong(), prefix);
    }

    /** The block of this length that has the address. */
    static IpBlock around(String area, boolean ipv4, long high, long low, int prefix) {
        return new IpBlock(area, ipv4, high & ~hostsHigh(prefix), low & ~hostsLow(prefix), prefix);
    }

    /** The canonical form, such as {@code 10.1.0.0/16}. */
    public String cidr() {
        if (ipv4) {
            return Ipv4Text.of(low) + "/" + (prefix - BITS + IPV4_BITS);
        }
        byte[] address =
                ByteBuffer.allocate(BITS / Byte.SIZE).putLong(high).putLong(low).array();
        return new IPv6Address(address, prefix).toCanonicalString();
    }

    /** By first address; of blocks that begin at the same address, the widest first. */
    @Override
    public int compareTo(IpBlock other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        int byLow = byHigh == 0 ? Long.compareUnsigned(low, other.low) : byHigh;
        return byLow == 0 ? Integer.compare(prefix, other.prefix) : byLow;
    }

    /** The upper 64 bits of the last address. */
    long lastHigh() {
        return high | hostsHigh(prefix);
    }

    /** The lower 64 bits of the last address. */
    long lastLow() {
        return low | hostsLow(prefix);
    }

    /** The bits behind a prefix, among the upper 64. */
    private static long hostsHigh(int prefix) {
        return prefix >= Long.SIZE ? 0 : -1L >>> prefix;
    }

    /** The bits behind a prefix, among the lower 64. */
    private static long hostsLow(int prefix) {
        return prefix <= Long.SIZE ? -1 : prefix == BITS ? 0 : -1L >>> prefix - Long.SIZE;
    }
}
