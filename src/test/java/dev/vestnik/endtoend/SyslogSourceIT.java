package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.testing.FreePort;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Syslog through real sockets: what devices and {@code logger} send becomes incidents, and their ends. */
class SyslogSourceIT {
    private static final int PORT = FreePort.find();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path LOGGER = Path.of("/usr/bin/logger");

    @TempDir
    static Path folder;

    private static RunningVestnik vestnik;

    @BeforeAll
    static void start() {
        vestnik = RunningVestnik.start(
                folder,
                "vestnik.sources.syslog.enabled=true",
                "vestnik.sources.syslog.from=127.0.0.1/32,::1",
                "vestnik.sources.syslog.expect=1h",
                "vestnik.sources.syslog.port=" + PORT);
        Awaitility.await("listens").atMost(PATIENCE).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
        Awaitility.await("takes datagrams").atMost(PATIENCE).until(() -> {
            udp("127.0.0.1", "<187>1: %LINK-3-UPDOWN: Interface Gi9/9, changed state to down");
            return isOpen("127.0.0.1/Gi9/9");
        });
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void aLinkThatGoesDownIsAnIncidentUntilItIsUp() throws IOException {
        udp("127.0.0.1", "<187>28: Aug 15 10:20:30.123: %LINK-3-UPDOWN: Interface Gi0/1, changed state to down");
        Awaitility.await("down").atMost(PATIENCE).until(() -> isOpen("127.0.0.1/Gi0/1"));

        udp("127.0.0.1", "<189>29: Aug 15 10:20:31.123: %LINEPROTO-5-UPDOWN: Line protocol on Interface Gi0/1, changed"
                + " state to up\n");
        Awaitility.await("up").atMost(PATIENCE).until(() -> !isOpen("127.0.0.1/Gi0/1"));
    }

    @Test
    void aConnectionTakesBothFramesInPieces() throws IOException {
        String counted = "<34>1 2026-11-29T10:00:00Z tcp-1 app - - - counted\nin two lines";
        byte[] sent = ("<34>Oct 11 22:14:15 tcp-2 app: with a line feed\n"
                        + counted.length() + " " + counted
                        + "<34>Oct 11 22:14:15 tcp-3 app: and another\n"
                        + "<34>Oct 11 22:14:15 tcp-4 app: without an end")
                .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < sent.length; i += 7) {
                out.write(sent, i, Math.min(7, sent.length - i));
                out.flush();
            }
        }

        for (int i = 1; i <= 4; i++) {
            String key = "tcp-" + i + "/app";
            Awaitility.await(key).atMost(PATIENCE).until(() -> isOpen(key));
        }
        assertThat(vestnik.bean(IncidentStore.class).find("tcp-1/app")).isPresent();
    }

    @Test
    void whatIsNoEventAndWhoMayNotSendIsCounted() throws IOException {
        double ignored = requests("ignored");
        double unauthorized = requests("unauthorized");

        udp("127.0.0.1", "<30>Jan  2 03:04:05 quiet systemd[1]: Started something.");
        udp("127.0.0.2", "<0>Jan  2 03:04:05 stranger kernel: Kernel panic");

        Awaitility.await("counted")
                .atMost(PATIENCE)
                .until(() -> requests("ignored") > ignored && requests("unauthorized") > unauthorized);
        assertThat(isOpen("stranger/kernel")).isFalse();
        assertThat(vestnik.redis().hexists(vestnik.keys().sourcesHeard(), "syslog"))
                .as("it is heard of, whatever it says")
                .isTrue();
    }

    @Test
    void whileRedisTakesNothingMessagesWaitInTheirOrder() throws IOException {
        double lost = requests("unavailable");
        vestnik.redis().configSet("maxmemory", "1");
        try {
            for (String state : List.of("down", "up", "down")) {
                udp("127.0.0.1", "<187>1: %LINK-3-UPDOWN: Interface Gi7/7, changed state to " + state);
                udp("127.0.0.1", "<187>1: %LINK-3-UPDOWN: Interface Gi8/" + state + ", changed state to down");
                udp("127.0.0.1", "<187>1: %LINK-3-UPDOWN: Interface Gi8/" + state + ", changed state to up");
            }
            Awaitility.await("waits").during(Duration.ofMillis(300)).until(() -> !isOpen("127.0.0.1/Gi7/7"));
        } finally {
            vestnik.redis().configSet("maxmemory", "0");
        }

        Awaitility.await("accepted").atMost(PATIENCE).until(() -> isOpen("127.0.0.1/Gi7/7"));
        Awaitility.await("all accepted")
                .atMost(PATIENCE)
                .until(() -> vestnik.bean(IncidentStore.class)
                        .find("127.0.0.1/Gi8/down")
                        .filter(incident -> !incident.open())
                        .isPresent());
        assertThat(requests("unavailable")).isEqualTo(lost);
    }

    @ParameterizedTest
    @CsvSource({
        "--udp, --rfc3164, udp3164",
        "--udp, --rfc5424, udp5424",
        "--tcp, --rfc3164, tcp3164",
        "--tcp, --rfc5424, tcp5424",
        "--octet-count, --rfc5424, octets"
    })
    void loggerIsUnderstood(String transport, String format, String tag) throws Exception {
        assumeTrue(Files.isExecutable(LOGGER), "logger of util-linux is not installed");
        List<String> command = new ArrayList<>(List.of(
                LOGGER.toString(), "--server", "127.0.0.1", "--port", String.valueOf(PORT), transport, format));
        if (transport.equals("--octet-count")) {
            command.add("--tcp");
        }
        command.addAll(List.of("--tag", tag, "--priority", "local0.crit", "the disk of the test is full"));
        Process logger = new ProcessBuilder(command).inheritIO().start();
        assertThat(logger.waitFor()).isZero();

        String host = InetAddress.getLocalHost().getHostName();
        Awaitility.await(tag).atMost(PATIENCE).until(() -> isOpen(host + "/" + tag)
                || isOpen(host.split("\\.")[0] + "/" + tag));
    }

    private static void udp(String from, String message) throws IOException {
        byte[] sent = message.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.send(new DatagramPacket(sent, sent.length, InetAddress.getByName("127.0.0.1"), PORT));
        }
    }

    private static boolean isOpen(String key) {
        return vestnik.bean(IncidentStore.class)
                .find(key)
                .filter(Incident::open)
                .isPresent();
    }

    private static double requests(String outcome) {
        return vestnik.bean(MeterRegistry.class)
                .get("vestnik.source.requests")
                .tag("source", "syslog")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
