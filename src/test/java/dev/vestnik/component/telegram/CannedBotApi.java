package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Bot API server that costs next to nothing: it answers every request alike, one thread a connection. */
final class CannedBotApi implements AutoCloseable {
    private static final byte[] ANSWER = answer();

    private final ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    CannedBotApi() throws IOException {
        Thread accepting = new Thread(this::accept, "canned-bot-api");
        accepting.setDaemon(true);
        accepting.start();
    }

    private static byte[] answer() {
        String body = "{\"ok\":true,\"result\":{\"message_id\":12345,\"from\":{\"id\":123456,\"is_bot\":true,"
                + "\"first_name\":\"Vestnik\",\"username\":\"vestnik_bot\"},\"chat\":{\"id\":700000001,"
                + "\"first_name\":\"Anna\",\"type\":\"private\"},\"date\":1700000000,\"text\":\"Link down\"}}";
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(US_ASCII);
    }

    String uri() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread serving = new Thread(() -> serve(connection), "canned-bot-api");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            connections.clear();
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            int length = head(in);
            while (length >= 0) {
                in.skipNBytes(length);
                out.write(ANSWER);
                length = head(in);
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a request's head and tells the length of its body; -1: there are no more. */
    private static int head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return -1;
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length:") + "content-length:".length();
        return Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)).strip());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
