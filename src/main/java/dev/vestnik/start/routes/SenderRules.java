package dev.vestnik.start.routes;

import dev.vestnik.source.AllowedSenders;
import dev.vestnik.source.SourceSettings;
import dev.vestnik.start.failure.StartRefusedException;

/** Reads from the settings who may send to a source whose messages have no token. */
final class SenderRules {
    private SenderRules() {}

    /**
     * @param setting the beginning of the names of the source's settings
     * @param kind what its route says of its senders: {@code network}, {@code mail}, or {@code any} if they cannot be told apart,
     *     because the broker or file that the messages come from decides who may send
     * @throws IllegalArgumentException if there is no such kind
     * @throws StartRefusedException if nobody is named, or somebody in a wrong way
     */
    static AllowedSenders read(String setting, String kind, SourceSettings source) {
        if (source.token() != null) {
            throw refused(setting + ".token is set, but messages of this source have no token: remove it");
        }
        boolean named = !source.from().isEmpty();
        return switch (kind) {
            case "network" ->
                named(setting, source, "the networks of the senders, such as 10.0.0.0/8")
                        ? networks(setting, source)
                        : AllowedSenders.ALL;
            case "mail" ->
                named(setting, source, "the addresses of the senders, such as nms@example.org, or their domain")
                        ? mailAddresses(setting, source)
                        : AllowedSenders.ALL;
            case "any" -> {
                if (named) {
                    throw refused(setting
                            + ".from is set, but the senders of this source cannot be told apart: remove it, and let the"
                            + " broker decide who may send");
                }
                yield AllowedSenders.ALL;
            }
            default -> throw new IllegalArgumentException("No senders are " + kind);
        };
    }

    /** Whether senders are named; otherwise everybody may send. */
    private static boolean named(String setting, SourceSettings source, String whom) {
        if (source.open() != source.from().isEmpty()) {
            throw refused(
                    source.open()
                            ? setting + ".open is true, but " + setting + ".from is set as well: remove one of them"
                            : setting + ".enabled is true, but nobody may send: set " + setting + ".from to " + whom
                                    + ", or " + setting + ".open to true, so that everybody may send events");
        }
        return !source.open();
    }

    private static AllowedSenders networks(String setting, SourceSettings source) {
        try {
            return AllowedSenders.networks(source.from());
        } catch (IllegalArgumentException e) {
            throw refused(setting + ".from has '" + e.getMessage()
                    + "', but each entry must be a network such as 10.0.0.0/8 or 2001:db8::/32, or one address");
        }
    }

    private static AllowedSenders mailAddresses(String setting, SourceSettings source) {
        try {
            return AllowedSenders.mailAddresses(source.from());
        } catch (IllegalArgumentException e) {
            throw refused(setting + ".from has '" + e.getMessage()
                    + "', but each entry must be an address such as nms@example.org, or a domain such as example.org");
        }
    }

    private static StartRefusedException refused(String sentence) {
        return new StartRefusedException(sentence + ".");
    }
}
