package dev.vestnik.ops.security;

import java.util.Set;

/**
 * The names of this machine to itself. A page of another site that was made to resolve to this machine comes under that
 * site's name, and so can be told apart.
 */
public final class LoopbackHost {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private LoopbackHost() {}

    public static boolean isOne(String host) {
        return NAMES.contains(host) || host.endsWith(".localhost");
    }
}
