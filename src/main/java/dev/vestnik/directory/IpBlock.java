package dev.vestnik.directory;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A CIDR block and its area, as numbers of 128 bits; an IPv4 address is the lowest 32 of them.
 *
 * @param cidr the block as the directory has it
 * @param ipv4 whether it is a block of IPv4
 * @param high the upper 64 bits of the first address
 * @param low the lower 64 bits of the first address
 * @param prefix 0 to 128; that of IPv4 plus 96
 */
record IpBlock(String cidr, String area, boolean ipv4, long high, long low, int prefix) implements Comparable<IpBlock> {
    private static final int BITS = 128;
    private static final int IPV4_BITS = 32;

    /** @return empty: the text is no block */
    static Optional<IpBlock> of(String cidr, String area) {
        int slash = cidr.indexOf('/');
        long address = slash < 0 ? -1 : Ipv4Text.parse(cidr, 0, slash);
        int prefix = address < 0 ? -1 : Ipv4Text.prefix(cidr, slash + 1);
        return prefix < 0
                ? IpAddress.block(cidr).map(block -> of(cidr, area, block))
                : Optional.of(ofIpv4(cidr, area, address, prefix));
    }

    private static IpBlock of(String cidr, String area, IPAddress block) {
        ByteBuffer first = ByteBuffer.wrap(block.toPrefixBlock().getLower().getBytes());
        int prefix = block.getNetworkPrefixLength();
        return block.isIPv4()
                ? ofIpv4(cidr, area, Integer.toUnsignedLong(first.getInt()), prefix)
                : new IpBlock(cidr, area, false, first.getLong(), first.getLong(), prefix);
    }

    private static IpBlock ofIpv4(String cidr, String area, long address, int prefix) {
        return new IpBlock(cidr, area, true, 0, address & ~hosts(IPV4_BITS - prefix), BITS - IPV4_BITS + prefix);
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
        return prefix >= Long.SIZE ? high : high | hosts(Long.SIZE - prefix);
    }

    /** The lower 64 bits of the last address. */
    long lastLow() {
        return prefix <= Long.SIZE ? -1 : low | hosts(BITS - prefix);
    }

    private static long hosts(int bits) {
        return bits == Long.SIZE ? -1 : (1L << bits) - 1;
    }
}
