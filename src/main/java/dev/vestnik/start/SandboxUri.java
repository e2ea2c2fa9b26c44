package dev.vestnik.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The address of the sandbox in this process, known before its web server starts. */
final class SandboxUri {
    private SandboxUri() {}

    /**
     * @param address the address that the server binds to, null: all
     * @param port its port; 0 is replaced by a free one
     */
    static URI uri(@Nullable String address, String port) {
        return URI.create("http://" + host(address) + ":" + (port.equals("0") ? free() : port));
    }

    private static String host(@Nullable String address) {
        if (address == null || address.equals("0.0.0.0") || address.equals("::")) {
            return "127.0.0.1";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
