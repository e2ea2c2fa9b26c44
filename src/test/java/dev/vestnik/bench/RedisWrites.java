package dev.vestnik.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

/** Writes entries to the stream of events without Vestnik: so many XADD in one piece, then their answers, and again. */
final class RedisWrites {
    private final int port;
    private final int entries;
    private final byte[] commands;

    /**
     * @param port of Redis
     * @param entry the fields of each entry
     * @param entries of one piece
     */
    RedisWrites(int port, Map<String, String> entry, int entries) {
        this.port = port;
        this.entries = entries;
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int i = 0; i < entries; i++) {
            pieces.writeBytes(("*" + (3 + 2 * entry.size()) + "\r\n").getBytes(UTF_8));
            write(pieces, "XADD");
            write(pieces, "vestnik:events");
            write(pieces, "*");
            entry.forEach((field, value) -> {
                write(pieces, field);
                write(pieces, value);
            });
        }
        commands = pieces.toByteArray();
    }

    private static void write(ByteArrayOutputStream pieces, String word) {
        byte[] bytes = word.getBytes(UTF_8);
        pieces.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
        pieces.writeBytes(bytes);
        pieces.writeBytes("\r\n".getBytes(UTF_8));
    }

    /** @return how many pieces one connection has written until then */
    long send(long end) throws IOException {
        long written = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(commands);
                readAnswers(socket.getInputStream());
                written++;
            }
        }
        return written;
    }

    /** Each answer is the length of an id, and the id, on a line each. */
    private void readAnswers(InputStream in) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        int lines = 0;
        while (lines < 2 * entries) {
            int read = in.read(buffer);
            if (read < 0 || lines == 0 && buffer[0] != '$') {
                throw new IOException("Redis did not take XADD");
            }
            for (int i = 0; i < read; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
    }
}
