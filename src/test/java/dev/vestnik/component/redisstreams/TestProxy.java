package dev.vestnik.component.redisstreams;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one client and Redis, and can do to what passes whatever a network does: cut it, hold it back, lose it
 * without a word, or lose just the question or just the answer of one command.
 */
public final class TestProxy implements AutoCloseable {
    /** What is lost of a command that is trapped. */
    enum Lost {
        /** Redis never sees the command; the connection is cut. */
        QUESTION,
        /** Redis runs the command; the connection is cut in the place of an answer. */
        ANSWER,
        /** Redis runs the command; the connection stays open and is silent from then on. */
        ANSWER_IN_SILENCE
    }

    private record Trap(Predicate<String> command, Lost lost, Runnable then) {}

    private volatile int redis;
    private final ServerSocket door;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private final Object gate = new Object();
    private boolean held;
    private volatile boolean refusing;
    private volatile long delayMillis;

    public TestProxy(int redis) {
        this.redis = redis;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public String uri() {
        return "redis://127.0.0.1:" + door.getLocalPort();
    }

    /** New connections go to this Redis; those that there are stay where they are. */
    void to(int port) {
        redis = port;
    }

    /** Ends every connection; new ones are let in. */
    public void cut() {
        wires.forEach(Wire::close);
    }

    /** Ends every connection, whatever was held on it, and lets none in: what a process was that is dead now. */
    void kill() {
        refusing = true;
        lose();
        cut();
        release();
    }

    /** Whether new connections end as soon as they are made. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Lets nothing pass in either direction, on old and new connections, as if the client were stopped. */
    void hold() {
        synchronized (gate) {
            held = true;
        }
    }

    /** Lets what was held pass, and everything after it. */
    void release() {
        synchronized (gate) {
            held = false;
            gate.notifyAll();
        }
    }

    /** From now on the connections that there are lose everything, and nobody is told; new ones work. */
    void lose() {
        wires.forEach(wire -> wire.lost = true);
    }

    /** Everything takes so much longer, each way. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Does this to the next command whose bytes fit, once, and calls back when it is done. */
    void trap(Predicate<String> command, Lost lost, Runnable then) {
        trap.set(new Trap(command, lost, then));
    }

    void trap(String word, Lost lost) {
        trap(command -> command.contains(word), lost, () -> {});
    }

    /** Whether nothing has been trapped since the trap was set. */
    boolean waits() {
        return trap.get() != null;
    }

    int connections() {
        return wires.size();
    }

    @Override
    public void close() {
        release();
        refusing = true;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                client.setTcpNoDelay(true);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), redis);
                server.setTcpNoDelay(true);
                Wire wire = new Wire(client, server).start();
                wires.add(wire);
                if (refusing) {
                    // Since the look above, and whoever ended all connections may not have met this one.
                    wire.close();
                }
            } catch (IOException e) {
                // The door is closed, or Redis is away: the client sees its connection end.
                cut();
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void pass() throws InterruptedException {
        synchronized (gate) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(gate, left);
            }
            while (held) {
                gate.wait();
            }
        }
    }

    /** One connection, and a thread for each direction. */
    private final class Wire {
        private final Socket client;
        private final Socket server;
        private volatile boolean lost;
        private volatile @Nullable Trap sprung;
        private String before = "";

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        Wire start() {
            daemon(() -> pump(client, server, true));
            daemon(() -> pump(server, client, false));
            return this;
        }

        private void pump(Socket from, Socket to, boolean up) {
            byte[] buffer = new byte[65_536];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    pass();
                    if (lost || (up ? question(buffer, read) : answer())) {
                        continue;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException e) {
                // One side has ended, so does the other.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        /** Whether a question is not to be passed on. */
        private boolean question(byte[] buffer, int length) {
            Trap set = trap.get();
            if (set == null) {
                before = "";
                return false;
            }
            String text = before + new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            before = text.substring(Math.max(0, text.length() - 2_000));
            if (!set.command().test(text) || !trap.compareAndSet(set, null)) {
                return false;
            }
            if (set.lost() == Lost.QUESTION) {
                set.then().run();
                close();
                return true;
            }
            sprung = set;
            return false;
        }

        /** Whether an answer is not to be passed on. */
        private boolean answer() {
            Trap caught = sprung;
            if (caught == null) {
                return false;
            }
            if (caught.lost() == Lost.ANSWER) {
                caught.then().run();
                close();
            } else {
                lost = true;
                caught.then().run();
            }
            return true;
        }

        private void close() {
            wires.remove(this);
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
