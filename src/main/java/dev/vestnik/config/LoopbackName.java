package dev.vestnik.config;

import java.util.Set;

/**
 * The names of this machine to itself. A page of another site that was made to resolve to this machine comes under that
 * site's name, and so can be told apart.
 */
final class LoopbackName {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private LoopbackName() {}

    static boolean isOne(String host) {
        return NAMES.contains(host) || host.endsWith(".localhost");
    }
}
