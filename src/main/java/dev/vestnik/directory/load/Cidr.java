package dev.vestnik.directory.load;

import dev.vestnik.directory.Ipv4Text;
import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Validates and normalises CIDR blocks. */
public final class Cidr {
    /** Two addresses with a hyphen or a dash between them. */
    private static final Pattern RANGE = Pattern.compile("([0-9a-fA-F.:]+)\\s*[-\u2010-\u2015]\\s*([0-9a-fA-F.:]+)");

    private static final int IPV4_BITS = 32;

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

    /**
     * The blocks of a range, each in its canonical form: that of a CIDR block or a single address, or all that a range {@code
     * 10.1.0.5-10.1.0.20} needs.
     *
     * @return empty if the text is neither, or if the range ends before it begins
     */
    static Optional<List<String>> blocks(String written) {
        Matcher range = RANGE.matcher(written);
        if (!range.matches()) {
            return normalise(written).map(List::of);
        }
        Optional<IPAddress> first = IpAddress.address(range.group(1));
        Optional<IPAddress> last = IpAddress.address(range.group(2));
        if (first.isEmpty()
                || last.isEmpty()
                || first.get().isIPv4() != last.get().isIPv4()) {
            return Optional.empty();
        }
        return first.get().compareTo(last.get()) > 0
                ? Optional.empty()
                : Optional.of(Stream.of(first.get().spanWithPrefixBlocks(last.get()))
                        .map(IPAddress::toCanonicalString)
                        .toList());
    }

    /** Whether the block has bits beyond its prefix. */
    static boolean hasHostBits(String written) {
        return IpAddress.block(written).filter(block -> !isPrefixBlock(block)).isPresent();
    }

    /** Whether it is a block of IPv4 in its canonical form, as nearly all are: much faster than {@link #blocks}. */
    static boolean isCanonicalIpv4(String written) {
        int slash = written.indexOf('/');
        long address = slash < 0 ? -1 : IpAddress.ipv4(written, 0, slash);
        int prefix = address < 0 ? -1 : Ipv4Text.prefix(written, slash + 1);
        return prefix >= 0 && (address & (1L << IPV4_BITS - prefix) - 1) == 0;
    }

    private static boolean isPrefixBlock(IPAddress block) {
        return block.toPrefixBlock()
                .getLower()
                .withoutPrefixLength()
                .equals(block.getLower().withoutPrefixLength());
    }
}
