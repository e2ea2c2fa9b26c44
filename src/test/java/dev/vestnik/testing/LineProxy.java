package dev.vestnik.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands before a server whose protocol has lines, such as IMAP, and can answer a line itself, or break its connections. */
public final class LineProxy implements AutoCloseable {
    /** The answer that breaks the connection. */
    public static final String BREAK = "break";

    private static final Function<String, @Nullable String> FORWARD = line -> null;

    private final int server;
    private final int port = FreePort.find();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Function<String, @Nullable String>> answers = new AtomicReference<>(FORWARD);
    private volatile ServerSocket listening;

    /** @param server a port on loopback */
    public LineProxy(int server) {
        this.server = server;
        this.listening = listen();
    }

    /** Where it listens, on loopback. */
    public int port() {
        return port;
    }

    /** What the client gets for a line, instead of the server; null: the server gets the line. */
    public void answer(Function<String, @Nullable String> answer) {
        answers.set(answer);
    }

    /** All lines go to the server. */
    public void forward() {
        answers.set(FORWARD);
    }

    /** Breaks all connections, and refuses new ones until {@link #up}. */
    public void down() {
        close(listening);
        sockets.forEach(LineProxy::close);
    }

    /** Accepts connections again. */
    public void up() {
        listening = listen();
    }

    @Override
    public void close() {
        down();
    }

    private ServerSocket listen() {
        try {
            ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            run(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) throws IOException {
        while (true) {
            Socket client = from.accept();
            sockets.add(client);
            Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(target);
            run(() -> {
                try (client;
                        target) {
                    target.getInputStream().transferTo(client.getOutputStream());
                }
            });
            run(() -> {
                try (client;
                        target) {
                    requests(client, target);
                }
            });
        }
    }

    private void requests(Socket client, Socket target) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer = answers.get().apply(line);
            if (BREAK.equals(answer)) {
                return;
            }
            OutputStream to = answer == null ? target.getOutputStream() : client.getOutputStream();
            to.write(((answer == null ? line : answer) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            to.flush();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // Closed, by one of both or by the test.
                    }
                },
                "line-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
