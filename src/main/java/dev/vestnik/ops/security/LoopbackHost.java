package dev.vestnik.ops.security;

import java.util.Set;

/**
 * The host names of the loopback interface. A page of another site whose name was made to resolve to this machine arrives
 * under that name, so it can be told apart (DNS rebinding).
 */
public final class LoopbackHost {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private LoopbackHost() {}

    /** Whether no other site can have this name: a name of the loopback interface, or an address. */
    public static boolean isSafe(String host) {
        return isOne(host) || host.matches("[0-9.]+") || host.contains(":");
    }

    public static boolean isOne(String host) {
        return NAMES.contains(host) || host.endsWith(".localhost");
    }
}
