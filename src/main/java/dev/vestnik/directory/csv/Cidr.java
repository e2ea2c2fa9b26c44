package dev.vestnik.directory.csv;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.util.Optional;

/** Validates and normalises CIDR blocks. */
public final class Cidr {
    private Cidr() {}

    /**
     * The canonical form of the block, always with its prefix; a single address is a block of one. Bits beyond the prefix are
     * cleared: {@code 10.1.2.3/16} gives {@code 10.1.0.0/16}. A block of IPv4-mapped addresses is the block of IPv4.
     *
     * @return empty if the text is not a CIDR block
     */
    public static Optional<String> normalise(String written) {
        return IpAddress.block(written).map(block -> block.toPrefixBlock().toCanonicalString());
    }

    /** Whether the block has bits beyond its prefix. */
    static boolean hasHostBits(String written) {
        return IpAddress.block(written).filter(block -> !isPrefixBlock(block)).isPresent();
    }

    private static boolean isPrefixBlock(IPAddress block) {
        return block.toPrefixBlock()
                .getLower()
                .withoutPrefixLength()
                .equals(block.getLower().withoutPrefixLength());
    }
}
