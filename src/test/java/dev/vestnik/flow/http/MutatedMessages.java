package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.event.Event;
import dev.vestnik.event.EventBatch;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection;
import dev.vestnik.flow.ProducerSteps;
import dev.vestnik.flow.source.MailSteps;
import dev.vestnik.flow.source.SnmpSteps;
import dev.vestnik.flow.source.SyslogFrames;
import dev.vestnik.flow.source.SyslogSteps;
import dev.vestnik.source.snmp.TrapReader;
import dev.vestnik.source.snmp.TrapTable;
import dev.vestnik.source.syslog.SyslogSeverity;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.BodyMutations;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.component.netty.ChannelHandlerFactory;
import org.apache.camel.component.snmp.SnmpMessage;
import org.apache.camel.support.DefaultExchange;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/**
 * What the senders that are no webhooks put on the wire, with random faults in its bytes, through the readers and mappings
 * that the routes call: syslog over UDP and TCP, encoded traps, mails, and Vestnik's own JSON and NDJSON.
 */
final class MutatedMessages {
    private static final String SENDER = "vestnikSender";
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final String EVENT =
            "{\"id\":\"a-1\",\"key\":\"core-7/if-3\",\"status\":\"critical\",\"title\":\"Link down\","
                    + "\"text\":\"40 %\",\"ip\":\"10.1.2.3\",\"to\":[\"+79161234567\"],\"time\":\"2026-11-23T10:00:00Z\","
                    + "\"expires\":\"PT1H\",\"url\":\"https://zabbix.example/1\",\"labels\":{\"host\":\"core-7\"}}";
    private static final String ENDED = "{\"key\":\"core-7/if-3\",\"status\":\"resolved\",\"title\":\"Связь есть\"}";

    private interface Sending {
        List<String> send(byte[] sent) throws Exception;
    }

    /** @param json whether values are changed, and not only bytes */
    private record Kind(String name, boolean json, List<byte[]> begun, Sending sending) {}

    private final CamelContext camel;
    private final SyslogSteps syslog = new SyslogSteps(SyslogSeverity.WARNING);
    private final SnmpSteps snmp = new SnmpSteps(
            new TrapReader(TrapTable.read(List.of(Path.of("routes/sources/snmp-traps.csv")))), null, false);
    private final MailSteps mail = new MailSteps();
    private final HttpSourceSteps http = new HttpSourceSteps(Mapping.READER);
    private final ProducerSteps producer = new ProducerSteps();
    private final Map<String, Mapping> mappings = new TreeMap<>();
    private final List<Kind> kinds = new ArrayList<>();

    MutatedMessages(CamelContext camel) throws IOException {
        this.camel = camel;
        List<byte[]> syslogs = Files.readAllLines(Path.of("src/test/resources/syslog/lines.txt")).stream()
                .filter(line -> line.startsWith("<"))
                .map(MutatedMessages::bytes)
                .toList();
        kinds.add(new Kind("syslog over UDP", false, syslogs, this::datagram));
        kinds.add(new Kind("syslog over TCP", false, List.of(connection(syslogs)), this::connection));
        kinds.add(new Kind("a trap", false, List.of(trap()), sent -> trap(new PDU(), sent)));
        kinds.add(new Kind("a trap of version 1", false, List.of(trapOfVersion1()), sent -> trap(new PDUv1(), sent)));
        kinds.add(new Kind("a mail", false, mails(), this::mail));
        List<byte[]> json = List.of(bytes(EVENT), bytes("[" + ENDED + ",\n" + EVENT + "]"), bytes(ENDED));
        List<byte[]> lines = List.of(bytes(EVENT + "\n" + ENDED + "\n"));
        kinds.add(new Kind("POST /events", true, json, this::posted));
        kinds.add(new Kind("POST /events as NDJSON", false, lines, this::posted));
        kinds.add(new Kind("direct:accept, or the inbox", true, json, this::accepted));
        kinds.add(new Kind("direct:accept, or the inbox, as NDJSON", false, lines, this::accepted));
    }

    /** What the n-th message is, for whoever reads of its failure. */
    String name(int n) {
        return kind(n).name();
    }

    byte[] message(int n, BodyMutations mutations) {
        Kind kind = kind(n);
        byte[] begun = kind.begun().get(n / kinds.size() % kind.begun().size());
        return kind.json() ? mutations.of(new String(begun, StandardCharsets.UTF_8)) : mutations.ofBytes(begun);
    }

    /**
     * What became of it: {@code accepted} for each event, or why it is refused.
     *
     * @throws RuntimeException what the log would have with a stack
     */
    List<String> send(int n, byte[] message) {
        try {
            return kind(n).sending().send(message);
        } catch (RejectedException e) {
            return List.of(reason(e.rejection()));
        } catch (MessagingException | IOException e) {
            return List.of("unreadable");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Kind kind(int n) {
        return kinds.get(n % kinds.size());
    }

    private List<String> datagram(byte[] sent) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(SENDER, "10.1.2.3");
        exchange.getMessage().setBody(sent);
        syslog.read(exchange);
        return mapped("syslog", exchange);
    }

    private List<String> connection(byte[] sent) throws Exception {
        EmbeddedChannel channel =
                new EmbeddedChannel(((ChannelHandlerFactory) SyslogFrames.factory()).newChannelHandler());
        for (int i = 0; i < sent.length; i += 97) {
            channel.writeInbound(Unpooled.copiedBuffer(sent, i, Math.min(97, sent.length - i)));
        }
        channel.finish();
        List<String> answers = new ArrayList<>();
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            byte[] message = new byte[frame.readableBytes()];
            frame.readBytes(message).release();
            answers.addAll(datagram(message));
        }
        return answers;
    }

    private List<String> trap(PDU pdu, byte[] sent) throws Exception {
        try {
            pdu.decodeBER(new BERInputStream(ByteBuffer.wrap(sent)));
        } catch (RuntimeException e) {
            // The component has not got it yet.
            return List.of("unreadable");
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(SENDER, "10.1.2.3");
        exchange.setMessage(new SnmpMessage(camel, pdu));
        snmp.read(exchange);
        return mapped("snmp", exchange);
    }

    private List<String> mail(byte[] sent) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(sent));
        exchange.setMessage(new MailMessage(exchange, message, false));
        exchange.setProperty(SENDER, mail.sender(exchange));
        mail.read(exchange);
        return mapped("mail", exchange);
    }

    private List<String> posted(byte[] sent) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty("vestnikSender", "test");
        exchange.getMessage().setBody(sent);
        http.readEvents(exchange);
        Integer code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (code != null) {
            assertThat(code).isIn(400, 413);
            assertThat(exchange.getMessage().getBody(String.class)).contains("\"error\":\"");
            return List.of("refused with " + code);
        }
        return exchange.getMessage().getBody(List.class).stream()
                .map(event -> isValid((byte[]) event))
                .toList();
    }

    private List<String> accepted(byte[] sent) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(sent);
        producer.separateEvents(exchange);
        List<String> answers = new ArrayList<>();
        for (Object entry : exchange.getMessage().getBody(List.class)) {
            byte[] event = (byte[]) ((Map<?, ?>) entry).get("body");
            try {
                answers.add(dispatched(Mapping.READER.read(event)));
            } catch (RejectedException e) {
                answers.add(reason(e.rejection()));
            }
        }
        return answers;
    }

    private List<String> mapped(String source, Exchange exchange) throws Exception {
        String mapped = mappings.computeIfAbsent(source, Mapping::new)
                .apply(exchange.getMessage().getBody(String.class), Map.of());
        EventBatch batch = Mapping.READER.readEach(bytes(mapped), source);
        List<String> answers = new ArrayList<>();
        batch.events().forEach(event -> answers.add(dispatched(event)));
        batch.rejections().forEach(rejection -> answers.add(reason(rejection)));
        return answers.isEmpty() ? List.of("nothing to accept") : answers;
    }

    /** Dispatch reads the same event from the stream. */
    static String dispatched(Event event) {
        try {
            assertThat(Mapping.READER.read(bytes(EventJson.write(event)))).isEqualTo(event);
            return "accepted";
        } catch (RejectedException e) {
            throw new AssertionError(
                    "What was accepted is rejected: " + e.rejection().sentence(), e);
        }
    }

    static String isValid(byte[] event) {
        try {
            Mapping.READER.read(event);
            return "accepted";
        } catch (RejectedException e) {
            throw new AssertionError(
                    "What was accepted is rejected: " + e.rejection().sentence(), e);
        }
    }

    private static String reason(Rejection rejection) {
        assertThat(rejection.sentence()).hasSizeBetween(5, 1_000);
        return rejection.reason().label();
    }

    private static byte[] connection(List<byte[]> lines) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            String line = new String(lines.get(i * lines.size() / 8), StandardCharsets.UTF_8);
            all.append(i % 2 == 0 ? line + "\n" : bytes(line).length + " " + line);
        }
        return bytes(all.toString());
    }

    private static byte[] trap() throws IOException {
        PDU pdu = new PDU();
        pdu.setType(PDU.TRAP);
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(1234)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, new OID("1.3.6.1.6.3.1.1.5.3")));
        variables(pdu);
        return encoded(pdu);
    }

    private static byte[] trapOfVersion1() throws IOException {
        PDUv1 pdu = new PDUv1();
        pdu.setEnterprise(new OID("1.3.6.1.4.1.9.1.1"));
        pdu.setAgentAddress(new IpAddress("10.1.2.3"));
        pdu.setGenericTrap(PDUv1.LINKDOWN);
        variables(pdu);
        return encoded(pdu);
    }

    private static void variables(PDU pdu) {
        pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.2.2.1.1.7"), new Integer32(7)));
        pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.2.2.1.2.7"), new OctetString("Gi0/7")));
        pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.31.1.1.1.18.7"), new OctetString(bytes("Магистраль"))));
        pdu.add(new VariableBinding(new OID("1.3.6.1.4.1.99999.1"), new IpAddress("192.0.2.7")));
    }

    private static byte[] encoded(PDU pdu) throws IOException {
        BEROutputStream out = new BEROutputStream(ByteBuffer.allocate(pdu.getBERLength()));
        pdu.encodeBER(out);
        return out.getBuffer().array();
    }

    private static List<byte[]> mails() {
        String head =
                "From: NMS <nms@example.org>\r\nMessage-ID: <1@example.org>\r\nDate: Mon, 23 Nov 2026 13:00:00 +0300\r\n";
        return List.of(
                bytes(
                        head
                                + "Subject: PROBLEM: db-1/disk is CRITICAL\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n10.1.2.3"),
                bytes(head + "Subject: =?UTF-8?B?0JDQstCw0YDQuNGP?= =?koi8-r?Q?=F3?=\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                        + "<style>p {}</style><table><tr><td>Link=20<b>down</b></td></tr></table>&laquo;"),
                bytes(head + "Subject: Resolved: UPS 3\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a\r\n\r\nlog\r\n--b\r\n"
                        + "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--c--\r\n--b--"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
