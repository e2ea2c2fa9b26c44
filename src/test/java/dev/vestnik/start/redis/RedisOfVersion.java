package dev.vestnik.start.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers as a Redis of any version does that is asked which one it is, and knows no other question. */
final class RedisOfVersion implements AutoCloseable {
    private final ServerSocket door;
    private final String info;

    RedisOfVersion(String version) {
        info = "# Server\r\nredis_version:" + version + "\r\nredis_mode:standalone\r\n";
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "redis-of-version");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket client = door.accept();
                    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    // A command is an array, *<n>, of words, each behind its length.
                    int words = Integer.parseInt(line.substring(1));
                    in.readLine();
                    String answer = answer(in.readLine());
                    for (int other = 1; other < words; other++) {
                        in.readLine();
                        in.readLine();
                    }
                    client.getOutputStream().write(answer.getBytes(UTF_8));
                }
            } catch (IOException e) {
                // The client has gone, or the door is closed.
            }
        }
    }

    private String answer(String command) {
        return switch (command) {
            case "INFO" -> "$" + info.length() + "\r\n" + info + "\r\n";
            case "PING" -> "+PONG\r\n";
            default -> "-ERR unknown command `" + command + "`\r\n";
        };
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
