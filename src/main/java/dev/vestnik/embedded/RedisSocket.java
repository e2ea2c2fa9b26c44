package dev.vestnik.embedded;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One plain connection to a Redis on this machine, for the few questions that are asked before there is a client and after
 * it is gone. Speaks RESP2, https://redis.io/docs/latest/develop/reference/protocol-spec/.
 */
final class RedisSocket implements Closeable {
    private static final int CONNECT_MILLIS = 2_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RedisSocket(int port, int readMillis) throws IOException {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(readMillis);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException unreachable) {
            socket.close();
            throw unreachable;
        }
    }

    /**
     * Sends a command and returns its answer: the strings of an array, or one string; none for nil.
     *
     * @throws IOException with Redis' own words where it refuses
     */
    List<String> ask(String... command) throws IOException {
        StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            request.append('$')
                    .append(part.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        List<String> answer = new ArrayList<>();
        read(answer);
        return answer;
    }

    /** Returns when the server has closed the connection, however long that takes. */
    void awaitEnd() throws IOException {
        socket.setSoTimeout(0);
        while (in.read() >= 0) {
            // nothing is asked on this connection any more, so nothing comes
        }
    }

    private void read(List<String> into) throws IOException {
        String line = line();
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '+', ':' -> into.add(rest);
            case '-' -> throw new IOException(rest);
            case '$' -> {
                String value = bulk(Integer.parseInt(rest));
                if (value != null) {
                    into.add(value);
                }
            }
            case '*' -> {
                for (int left = Integer.parseInt(rest); left > 0; left--) {
                    read(into);
                }
            }
            default -> throw new IOException("not a Redis: it answers in another protocol");
        }
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        String value = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return value;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection to Redis was closed");
            }
            line.append((char) c);
        }
        if (in.read() != '\n') {
            throw new IOException("not a Redis: it answers in another protocol");
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
