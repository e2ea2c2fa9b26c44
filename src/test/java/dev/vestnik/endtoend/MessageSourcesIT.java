package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestnik.incident.IncidentStore;
import dev.vestnik.testing.BodyMutations;
import dev.vestnik.testing.FreePort;
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
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Syslog and SNMP traps through real sockets: what devices, {@code logger} and {@code snmptrap} send becomes incidents, and their
 * ends.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessageSourcesIT {
    private static final int MUTATIONS = Integer.getInteger("sources.mutations.wire", 500);
    private static final long SEED = Long.getLong("sources.mutations.seed", 18);
    private static final int PORT = FreePort.find();
    private static final int TRAPS = FreePort.find();
    private static final String LINK_DOWN = "1.3.6.1.6.3.1.1.5.3";
    private static final String LINK_UP = "1.3.6.1.6.3.1.1.5.4";
    private static final String IF_INDEX = "1.3.6.1.2.1.2.2.1.1.";
    private static final String IF_DESCR = "1.3.6.1.2.1.2.2.1.2.";
    private static final Path SNMPTRAP = Path.of("/usr/bin/snmptrap");
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
                "vestnik.sources.syslog.port=" + PORT,
                "vestnik.sources.snmp.enabled=true",
                "vestnik.sources.snmp.from=127.0.0.1",
                "vestnik.sources.snmp.community=heard",
                "vestnik.sources.snmp.users=nms SHA-256 authentic-passphrase AES-128 private-passphrase,"
                        + "plain SHA authentic-passphrase",
                "vestnik.sources.snmp.port=" + TRAPS);
        Awaitility.await("listens").atMost(PATIENCE).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
        Awaitility.await("takes datagrams").atMost(PATIENCE).until(() -> {
            udp("127.0.0.1", "<187>1: %LINK-3-UPDOWN: Interface Gi9/9, changed state to down");
            return vestnik.isOpen("127.0.0.1/Gi9/9");
        });
    }

    @AfterAll
    static void stop() {
        vestnik.close();
    }

    @Test
    void aLinkThatGoesDownIsAnIncidentUntilItIsUp() throws IOException {
        udp("127.0.0.1", "<187>28: Aug 15 10:20:30.123: %LINK-3-UPDOWN: Interface Gi0/1, changed state to down");
        Awaitility.await("down").atMost(PATIENCE).until(() -> vestnik.isOpen("127.0.0.1/Gi0/1"));

        udp(
                "127.0.0.1",
                "<189>29: Aug 15 10:20:31.123: %LINEPROTO-5-UPDOWN: Line protocol on Interface Gi0/1, changed"
                        + " state to up\n");
        Awaitility.await("up").atMost(PATIENCE).until(() -> !vestnik.isOpen("127.0.0.1/Gi0/1"));
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
            Awaitility.await(key).atMost(PATIENCE).until(() -> vestnik.isOpen(key));
        }
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
        assertThat(vestnik.isOpen("stranger/kernel")).isFalse();
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
            Awaitility.await("waits").during(Duration.ofMillis(300)).until(() -> !vestnik.isOpen("127.0.0.1/Gi7/7"));
        } finally {
            vestnik.redis().configSet("maxmemory", "0");
        }

        Awaitility.await("accepted").atMost(PATIENCE).until(() -> vestnik.isOpen("127.0.0.1/Gi7/7"));
        Awaitility.await("all accepted").atMost(PATIENCE).until(() -> vestnik.bean(IncidentStore.class)
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
        List<String> command = new ArrayList<>(
                List.of(LOGGER.toString(), "--server", "127.0.0.1", "--port", String.valueOf(PORT), transport, format));
        if (transport.equals("--octet-count")) {
            command.add("--tcp");
        }
        command.addAll(List.of("--tag", tag, "--priority", "local0.crit", "the disk of the test is full"));
        Process logger = new ProcessBuilder(command).inheritIO().start();
        assertThat(logger.waitFor()).isZero();

        String host = InetAddress.getLocalHost().getHostName();
        Awaitility.await(tag)
                .atMost(PATIENCE)
                .until(() -> vestnik.isOpen(host + "/" + tag) || vestnik.isOpen(host.split("\\.")[0] + "/" + tag));
    }

    @Test
    void aTrapOfALinkIsAnIncidentUntilItIsUp() throws IOException {
        Awaitility.await("down").atMost(PATIENCE).until(() -> {
            trapOfVersion2("heard", LINK_DOWN, 7);
            return vestnik.isOpen("127.0.0.1/link 7");
        });
        trapOfVersion2("heard", LINK_UP, 7);
        Awaitility.await("up").atMost(PATIENCE).until(() -> !vestnik.isOpen("127.0.0.1/link 7"));

        double refused = requests("snmp", "unauthorized");
        trapOfVersion2("unheard", LINK_DOWN, 8);
        Awaitility.await("refused").atMost(PATIENCE).until(() -> requests("snmp", "unauthorized") > refused);
        assertThat(vestnik.isOpen("127.0.0.1/link 8")).isFalse();
    }

    @Test
    void aTrapOfVersion3IsTakenFromItsUserWithItsProtection() throws IOException {
        Awaitility.await("encrypted").atMost(PATIENCE).until(() -> {
            trapOfVersion3("nms", "authentic-passphrase", SecurityLevel.AUTH_PRIV, 31);
            return vestnik.isOpen("127.0.0.1/link 31");
        });
        trapOfVersion3("nms", "authentic-passphrase", SecurityLevel.AUTH_NOPRIV, 32);
        trapOfVersion3("nms", "authentic-passphrase", SecurityLevel.NOAUTH_NOPRIV, 33);
        trapOfVersion3("nms", "some-other-passphrase", SecurityLevel.AUTH_PRIV, 34);
        trapOfVersion3("stranger", "authentic-passphrase", SecurityLevel.AUTH_PRIV, 35);
        trapOfVersion3("plain", "authentic-passphrase", SecurityLevel.NOAUTH_NOPRIV, 36);
        trapOfVersion3("nms", "authentic-passphrase", SecurityLevel.AUTH_PRIV, 37);

        // In their order: what was sent before it was refused.
        Awaitility.await("the last").atMost(PATIENCE).until(() -> vestnik.isOpen("127.0.0.1/link 37"));
        for (int port = 32; port <= 36; port++) {
            assertThat(vestnik.isOpen("127.0.0.1/link " + port)).as("%d", port).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-v 2c -c heard, 41",
        "-v 3 -u nms -l authPriv -a SHA-256 -A authentic-passphrase -x AES -X private-passphrase, 42",
        "-v 3 -u plain -l authNoPriv -a SHA -A authentic-passphrase, 43"
    })
    void snmptrapIsUnderstood(String options, int port) throws Exception {
        assumeTrue(Files.isExecutable(SNMPTRAP), "snmptrap of Net-SNMP is not installed");
        List<String> command = new ArrayList<>(List.of(SNMPTRAP.toString()));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-On", "127.0.0.1:" + TRAPS, "", LINK_DOWN));
        command.addAll(List.of(IF_INDEX + port, "i", String.valueOf(port), IF_DESCR + port, "s", "ge-0/0/" + port));

        Awaitility.await(options)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                            .isZero();
                    return vestnik.isOpen("127.0.0.1/link " + port);
                });
    }

    @Test
    void messagesWithRandomFaultsLeaveNoStackInTheLogAndTheOthersArrive(CapturedOutput log) throws IOException {
        BodyMutations mutations = new BodyMutations(SEED);
        byte[] trap = encodedTrap();
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/syslog/lines.txt"));
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] line = mutations.ofText(lines.get(i % lines.size()));
                send(socket, line, PORT);
                send(socket, mutations.ofBytes(trap), TRAPS);
                if (i % 20 == 0) {
                    try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
                        connection.getOutputStream().write(line);
                    }
                }
            }
        }

        Awaitility.await("a line after them").atMost(PATIENCE).until(() -> {
            udp("127.0.0.1", "<187>1: %LINK-3-UPDOWN: Interface Gi6/6, changed state to down");
            return vestnik.isOpen("127.0.0.1/Gi6/6");
        });
        Awaitility.await("a trap after them").atMost(PATIENCE).until(() -> {
            trapOfVersion2("heard", LINK_DOWN, 66);
            return vestnik.isOpen("127.0.0.1/link 66");
        });
        assertThat(log.getAll().lines()).noneMatch(line -> line.startsWith("\tat "));
    }

    /** As it is on the wire. */
    private static byte[] encodedTrap() throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            trapOfVersion2(
                    new UdpAddress(InetAddress.getLoopbackAddress(), receiver.getLocalPort()), "heard", LINK_DOWN, 65);
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            receiver.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }

    private static void send(DatagramSocket socket, byte[] sent, int port) throws IOException {
        socket.send(new DatagramPacket(sent, Math.min(sent.length, 60_000), InetAddress.getLoopbackAddress(), port));
    }

    private static void trapOfVersion2(String community, String trap, int port) throws IOException {
        trapOfVersion2(traps(), community, trap, port);
    }

    private static void trapOfVersion2(UdpAddress to, String community, String trap, int port) throws IOException {
        CommunityTarget<UdpAddress> target = new CommunityTarget<>(to, new OctetString(community));
        target.setVersion(SnmpConstants.version2c);
        try (Snmp snmp = new Snmp(new DefaultUdpTransportMapping())) {
            snmp.send(pdu(new PDU(), trap, port), target);
        }
    }

    /** With a dispatcher of its own, since the users of the receiver are those of the whole process. */
    private static void trapOfVersion3(String user, String passphrase, int level, int port) throws IOException {
        byte[] engine = MPv3.createLocalEngineID(new OctetString(user + port));
        USM model = new USM(SecurityProtocols.getInstance(), new OctetString(engine), 0);
        model.addUser(new UsmUser(
                new OctetString(user),
                user.equals("plain") ? AuthSHA.ID : AuthHMAC192SHA256.ID,
                new OctetString(passphrase),
                user.equals("plain") ? null : PrivAES128.ID,
                user.equals("plain") ? null : new OctetString("private-passphrase")));
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv3(model));
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(traps());
        target.setVersion(SnmpConstants.version3);
        target.setSecurityLevel(level);
        target.setSecurityName(new OctetString(user));
        ScopedPDU pdu = new ScopedPDU();
        pdu.setContextEngineID(new OctetString(engine));
        try (Snmp snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping())) {
            snmp.setLocalEngine(engine, 1, 1);
            snmp.send(pdu(pdu, LINK_DOWN, port), target);
        }
    }

    private static UdpAddress traps() {
        return new UdpAddress(InetAddress.getLoopbackAddress(), TRAPS);
    }

    private static PDU pdu(PDU pdu, String trap, int port) {
        pdu.setType(PDU.TRAP);
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(1234)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, new OID(trap)));
        pdu.add(new VariableBinding(new OID(IF_INDEX + port), new Integer32(port)));
        pdu.add(new VariableBinding(new OID(IF_DESCR + port), new OctetString("Gi0/" + port)));
        return pdu;
    }

    private static void udp(String from, String message) throws IOException {
        byte[] sent = message.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.send(new DatagramPacket(sent, sent.length, InetAddress.getByName("127.0.0.1"), PORT));
        }
    }

    private static double requests(String outcome) {
        return requests("syslog", outcome);
    }

    private static double requests(String source, String outcome) {
        return vestnik.count("vestnik.source.requests", "source", source, "outcome", outcome);
    }
}
