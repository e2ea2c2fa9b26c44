package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on a free port of loopback that understands HTTP's CONNECT and SOCKS5, and records what it was asked for. */
final class TunnelProxy implements AutoCloseable {
    private static final int SOCKS5 = 5;
    private static final int NAME = 3;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> tunnels = new CopyOnWriteArrayList<>();

    TunnelProxy() throws IOException {
        start(() -> {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                start(() -> serve(client));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** E.g. {@code SOCKS5 127.0.0.1:443}. */
    List<String> tunnels() {
        return List.copyOf(tunnels);
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        int first = in.read();
        if (first == SOCKS5) {
            in.readFully(new byte[in.read()]);
            client.getOutputStream().write(new byte[] {SOCKS5, 0});
            in.readFully(new byte[3]);
            String host = host(in);
            int port = in.readUnsignedShort();
            tunnels.add("SOCKS5 " + host + ":" + port);
            client.getOutputStream().write(new byte[] {SOCKS5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            relay(client, host, port);
        } else {
            String head = (char) first + head(in);
            String target = head.split(" ", 3)[1];
            tunnels.add("HTTP " + target);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
            int colon = target.lastIndexOf(':');
            relay(client, target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        }
    }

    private static String host(DataInputStream in) throws IOException {
        int type = in.read();
        byte[] address = new byte[type == NAME ? in.read() : 4];
        in.readFully(address);
        return type == NAME
                ? new String(address, US_ASCII)
                : InetAddress.getByAddress(address).getHostAddress();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private void relay(Socket client, String host, int port) throws IOException {
        Socket target = new Socket(host, port);
        sockets.add(target);
        start(() -> copy(target.getInputStream(), client.getOutputStream()));
        copy(client.getInputStream(), target.getOutputStream());
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        Thread.currentThread().interrupt();
                    }
                },
                "tunnel-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
