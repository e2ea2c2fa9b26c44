package dev.vestnik.start;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The host name, the default for the name of a process in the consumer groups. */
final class HostName {
    private HostName() {}

    /** The host name; {@code vestnik} if it is not known. */
    static String get() {
        String given = System.getenv("HOSTNAME");
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "vestnik";
        }
    }
}
