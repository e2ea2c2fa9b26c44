package dev.vestnik.source;

import dev.vestnik.event.IpAddress;
import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may send to a source whose messages have no token. */
@FunctionalInterface
public interface AllowedSenders {
    /** Everybody. */
    AllowedSenders ALL = sender -> true;

    /** @param sender an IP address, or an address of mail, as the kind of the source gives it; null: it is not known */
    boolean permit(@Nullable String sender);

    /**
     * Hosts in these networks.
     *
     * @throws IllegalArgumentException if one is neither a CIDR block nor an address; the message is this one
     */
    static AllowedSenders networks(List<String> networks) {
        List<IPAddress> blocks = networks.stream()
                .map(network -> IpAddress.block(network.strip())
                        .map(IPAddress::toPrefixBlock)
                        .orElseThrow(() -> new IllegalArgumentException(network)))
                .toList();
        return sender -> {
            Optional<IPAddress> address = sender == null ? Optional.empty() : IpAddress.address(sender);
            return address.isPresent() && blocks.stream().anyMatch(block -> block.contains(address.get()));
        };
    }

    /**
     * These addresses of mail, with or without a name before them, such as {@code nms@example.org}, or all of a domain,
     * such as {@code example.org}.
     *
     * @throws IllegalArgumentException if one is neither; the message is this one
     */
    static AllowedSenders mailAddresses(List<String> addresses) {
        List<String> allowed = addresses.stream()
                .map(address -> address.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String address : allowed) {
            if (!address.matches("([^\\s@<>]+@)?[a-z0-9-]+(\\.[a-z0-9-]+)*")) {
                throw new IllegalArgumentException(address);
            }
        }
        return sender -> {
            String written = sender == null ? "" : sender.strip().toLowerCase(Locale.ROOT);
            String given = written.replaceFirst("(?s).*<([^<>]*)>$", "$1");
            return allowed.contains(given) || allowed.contains(given.substring(given.lastIndexOf('@') + 1));
        };
    }
}
