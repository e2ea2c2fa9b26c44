package dev.vestnik.start;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, by which a process is known in the consumer groups. */
final class HostName {
    private HostName() {}

    /** The host name; {@code vestnik} where the machine does not know its own. */
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
