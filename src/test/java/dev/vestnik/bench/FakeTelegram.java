package dev.vestnik.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Bot API server that does nothing but record what is sent and keep Telegram's limits: one thread, a process of its own, so
 * that it is not what the benchmark measures. Prints its port. Besides the Bot API it has, for the benchmark,
 * {@code /rules?latency=50&limits=true}, which also forgets what was recorded, {@code /await?texts=5000}, which answers once
 * so many different texts have arrived, and {@code /journal}; {@code /press?chat=1001&message=17&data=take:1:1&id=5} presses a
 * button, {@code /presses} lists what answered the presses, and {@code /cards} the last state of each message about an incident
 * whose title begins with a C and digits.
 */
public final class FakeTelegram {
    /** What the titles of the incidents of {@link CardPresses} begin with. */
    private static final Pattern CARD = Pattern.compile("C\\d{4}");

    private final Selector selector;
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private Recording recording = new Recording(false);
    private Duration latency = Duration.ZERO;

    /** Presses that the service has not asked for yet. */
    private final List<String> updates = new ArrayList<>();

    private final Map<String, String> presses = new LinkedHashMap<>();
    private final Map<String, String> cards = new LinkedHashMap<>();
    private @Nullable Later poll;
    private int lastUpdate;
    private int lastMessage;
    private @Nullable Connection awaiting;
    private int awaited;

    /** An answer that is due at a {@link System#nanoTime()}. */
    private record Later(long due, Connection to, byte[] answer) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return Long.compare(due - other.due, 0);
        }
    }

    private FakeTelegram(Selector selector) {
        this.selector = selector;
    }

    public static void main(String[] arguments) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        System.out.println(server.socket().getLocalPort());
        FakeTelegram telegram = new FakeTelegram(selector);
        while (true) {
            telegram.turn(server);
        }
    }

    private void turn(ServerSocketChannel server) throws IOException {
        selector.select(this::serve, untilDue());
        while (!later.isEmpty() && later.peek().due() - System.nanoTime() <= 0) {
            Later next = later.poll();
            next.to().write(next.answer());
        }
        SocketChannel channel = server.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
        }
    }

    /** In milliseconds, at least 1; 0: nothing is due. */
    private long untilDue() {
        Later next = later.peek();
        return next == null ? 0 : Math.max(1, (next.due() - System.nanoTime() + 999_999) / 1_000_000);
    }

    private void serve(SelectionKey key) {
        if (!(key.attachment() instanceof Connection connection)) {
            return;
        }
        try {
            connection.read();
            Request request = connection.next();
            while (request != null) {
                answer(connection, request);
                request = connection.next();
            }
        } catch (IOException gone) {
            key.cancel();
            connection.close();
        }
    }

    private void answer(Connection connection, Request request) {
        String path = request.path();
        if (path.startsWith("/rules")) {
            latency = Duration.ofMillis(Long.parseLong(request.parameter("latency")));
            recording = new Recording(Boolean.parseBoolean(request.parameter("limits")));
            connection.write(http(200, "ok"));
        } else if (path.startsWith("/await")) {
            awaiting = connection;
            awaited = Integer.parseInt(request.parameter("texts"));
            tell();
        } else if (path.equals("/journal")) {
            connection.write(http(200, recording.journal()));
        } else if (path.startsWith("/presses")) {
            connection.write(http(200, String.join("\n", presses.values())));
        } else if (path.startsWith("/press")) {
            press(request);
            connection.write(http(200, "ok"));
        } else if (path.equals("/cards")) {
            connection.write(http(200, String.join("\n", cards.values())));
        } else if (path.endsWith("/answerCallbackQuery")) {
            String id = Long.toString(request.number("callback_query_id"));
            presses.merge(id, micros(request.at()) + " " + request.body(), (press, answer) -> press + " " + answer);
            connection.write(http(200, "{\"ok\":true,\"result\":true}"));
        } else if (path.endsWith("/getUpdates")) {
            poll = new Later(
                    System.nanoTime()
                            + Duration.ofSeconds(request.number("timeout")).toNanos(),
                    connection,
                    http(200, "{\"ok\":true,\"result\":[]}"));
            later.add(poll);
            deliverUpdates();
        } else if (path.endsWith("/getMe")) {
            connection.write(
                    http(
                            200,
                            "{\"ok\":true,\"result\":{\"id\":1,\"is_bot\":true,\"first_name\":\"Bench\",\"username\":\"bench_bot\"}}"));
        } else if (path.endsWith("/sendMessage")) {
            sent(connection, request, Call.Kind.MESSAGE);
        } else if (path.endsWith("/editMessageText")) {
            sent(connection, request, Call.Kind.EDIT);
        } else if (path.endsWith("/sendDocument")) {
            sent(connection, request, Call.Kind.FILE);
        } else {
            connection.write(http(200, "{\"ok\":true,\"result\":true}"));
        }
    }

    private void press(Request request) {
        String chat = request.parameter("chat");
        String id = request.parameter("id");
        presses.put(id, id + " " + micros(Instant.now()));
        updates.add(("{\"update_id\":%d,\"callback_query\":{\"id\":\"%s\",\"from\":{\"id\":%s,\"is_bot\":false,"
                        + "\"first_name\":\"P\"},\"chat_instance\":\"1\",\"message\":{\"message_id\":%s,\"date\":1,"
                        + "\"chat\":{\"id\":%s,\"type\":\"private\"}},\"data\":\"%s\"}}")
                .formatted(++lastUpdate, id, chat, request.parameter("message"), chat, request.parameter("data")));
        deliverUpdates();
    }

    private void deliverUpdates() {
        Later waiting = poll;
        if (waiting != null && !updates.isEmpty() && later.remove(waiting)) {
            waiting.to().write(http(200, "{\"ok\":true,\"result\":[" + String.join(",", updates) + "]}"));
            updates.clear();
        }
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private void sent(Connection connection, Request request, Call.Kind kind) {
        long chat = request.number("chat_id");
        long message = kind == Call.Kind.EDIT ? request.number("message_id") : ++lastMessage;
        int retryAfter = recording.take(chat, kind, request.body(), request.at());
        if (retryAfter == 0 && CARD.matcher(request.body()).find()) {
            cards.put(
                    chat + " " + message,
                    chat + " " + message + " " + micros(request.at()) + " "
                            + request.body().replaceAll("[\\r\\n]+", " "));
        }
        byte[] answer = retryAfter > 0
                ? http(
                        429,
                        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after "
                                + retryAfter + "\",\"parameters\":{\"retry_after\":" + retryAfter + "}}")
                : http(
                        200,
                        "{\"ok\":true,\"result\":{\"message_id\":" + message + ",\"date\":1,\"chat\":{\"id\":" + chat
                                + ",\"type\":\"private\"},\"text\":\"\"}}");
        if (latency.isZero()) {
            connection.write(answer);
        } else {
            later.add(new Later(System.nanoTime() + latency.toNanos(), connection, answer));
        }
        tell();
    }

    private void tell() {
        Connection who = awaiting;
        if (who != null && recording.texts() >= awaited) {
            awaiting = null;
            who.write(http(200, "ok"));
        }
    }

    private static byte[] http(int code, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + code + " Answer\r\nContent-Type: application/json\r\nContent-Length: "
                + content.length + "\r\n\r\n";
        byte[] answer =
                java.util.Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + content.length);
        System.arraycopy(content, 0, answer, head.length(), content.length);
        return answer;
    }

    /**
     * A request of HTTP/1.1; a body has its length.
     *
     * @param at when its last bytes had been read: what this server needs to understand them is not the service's time
     */
    private record Request(String path, String body, Instant at) {
        String parameter(String name) {
            int from = path.indexOf(name + "=") + name.length() + 1;
            int to = path.indexOf('&', from);
            return path.substring(from, to < 0 ? path.length() : to);
        }

        /**
         * The first whole number after a name, in JSON or in a multipart form, where it follows the part's headers; 0: there is
         * none.
         */
        long number(String name) {
            int at = body.indexOf("\"" + name + "\"");
            if (at < 0) {
                return 0;
            }
            int from = body.startsWith("--") ? body.indexOf("\r\n\r\n", at) + 4 : at + name.length() + 2;
            while (from < body.length() && body.charAt(from) != '-' && !Character.isDigit(body.charAt(from))) {
                from++;
            }
            int to = from + 1;
            while (to < body.length() && Character.isDigit(body.charAt(to))) {
                to++;
            }
            return Long.parseLong(body, from, Math.min(to, body.length()), 10);
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer chunk = ByteBuffer.allocate(65_536);
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private String unread = "";
        private Instant readAt = Instant.EPOCH;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void read() throws IOException {
            chunk.clear();
            int count = channel.read(chunk);
            readAt = Instant.now();
            if (count < 0) {
                throw new IOException("closed");
            }
            rest.reset();
            rest.write(chunk.array(), 0, count);
            unread += rest.toString(StandardCharsets.ISO_8859_1);
        }

        /** The next whole request, or null. Bytes are kept as Latin-1 characters, one each. */
        @Nullable
        Request next() {
            int headEnd = unread.indexOf("\r\n\r\n");
            if (headEnd < 0) {
                return null;
            }
            String head = unread.substring(0, headEnd);
            int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
            int length = 0;
            if (at >= 0) {
                int end = head.indexOf('\r', at);
                length = Integer.parseInt(head.substring(at + "content-length:".length(), end < 0 ? head.length() : end)
                        .trim());
            }
            int bodyEnd = headEnd + 4 + length;
            if (unread.length() < bodyEnd) {
                return null;
            }
            String path = head.substring(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
            Request request = new Request(path, unread.substring(headEnd + 4, bodyEnd), readAt);
            unread = unread.substring(bodyEnd);
            return request;
        }

        /** Answers are far smaller than a socket's buffer; only the journal may need several turns. */
        void write(byte[] answer) {
            ByteBuffer left = ByteBuffer.wrap(answer);
            try {
                while (left.hasRemaining()) {
                    if (channel.write(left) == 0) {
                        Thread.onSpinWait();
                    }
                }
            } catch (IOException gone) {
                close();
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                System.err.println(e);
            }
        }
    }
}
