package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.vestnik.testing.LineProxy;
import dev.vestnik.testing.Program;
import io.lettuce.core.Range;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails that arrive over SMTP in a mailbox, which Vestnik reads over IMAP, through the running route. */
class MailboxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADDRESS = "vestnik@noc.example";
    private static final String PASSWORD = "password-of-the-mailbox";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static GreenMail mails;
    private static GreenMailUser user;
    private static LineProxy proxy;
    private static RunningVestnik vestnik;

    @BeforeAll
    static void start() throws Exception {
        mails = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        mails.start();
        user = mails.setUser(ADDRESS, ADDRESS, PASSWORD);
        proxy = new LineProxy(mails.getImap().getPort());
        vestnik = RunningVestnik.start(
                folder,
                sources(),
                "vestnik.sources.mail.enabled=true",
                "vestnik.sources.mail.server=imap://127.0.0.1:" + proxy.port(),
                "vestnik.sources.mail.login=" + ADDRESS,
                "vestnik.sources.mail.password=" + PASSWORD,
                "vestnik.sources.mail.from=example.org, ups@example.net");
    }

    /** The shipped sources, which ask the mailbox more often. */
    private static String sources() throws IOException {
        Path copied = Files.createDirectories(folder.resolve("routes/sources"));
        for (String name : List.of("mail", "messages", "expected", "webhook")) {
            String yaml = Files.readString(Path.of("routes/sources", name + ".camel.yaml"));
            Files.writeString(copied.resolve(name + ".camel.yaml"), yaml.replace("delay=10000", "delay=100"));
        }
        return "camel.main.routes-include-pattern=file:routes/*.camel.yaml,file:" + copied + "/*.camel.yaml";
    }

    @AfterAll
    static void stop() {
        vestnik.close();
        proxy.close();
        mails.stop();
    }

    @Test
    void mailsOfSeveralSendersAreIncidentsUntilTheirEnd() throws Exception {
        send("nms@example.org", "PROBLEM: plain-1 is CRITICAL", "text/plain", "The router 10.1.2.3 does not answer.");
        send(
                "Сервер <ups@example.net>",
                "=?windows-1251?B?" + base64("Проблема: питание, узел «Север»", "windows-1251") + "?=",
                "text/html; charset=windows-1251\r\nContent-Transfer-Encoding: base64",
                base64("<style>p {}</style><p>Нет &laquo;фазы&nbsp;А&raquo;</p><p>узел 10.1.2.4</p>", "windows-1251"));
        send(
                "\"Zabbix\" <zabbix@example.org>",
                "=?UTF-8?Q?PROBLEM:_=D0=9A=D0=B0=D0=BD=D0=B0=D0=BB_?=\r\n =?koi8-r?B?" + base64("М-5 упал", "koi8-r")
                        + "?=",
                "multipart/mixed; boundary=outer",
                """
                --outer
                Content-Type: text/plain; name=log.txt
                Content-Disposition: attachment; filename="=?UTF-8?Q?=D0=B6=D1=83=D1=80=D0=BD=D0=B0=D0=BB.txt?="

                what is attached
                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/html; charset=utf-8

                <p>HTML</p>
                --inner
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Потери 40 %
                --inner--
                --outer
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=picture.png
                Content-Transfer-Encoding: base64

                AAAA
                --outer--
                """.replace("\n", "\r\n"));

        awaitOpen("mail/plain-1 is");
        awaitOpen("mail/питание узел Север");
        awaitOpen("mail/Канал М-5 упал");
        assertThat(event("PROBLEM: plain-1 is CRITICAL"))
                .containsEntry("ip", "10.1.2.3")
                .containsEntry("status", "critical")
                .containsEntry("text", "The router 10.1.2.3 does not answer.");
        assertThat(event("Проблема: питание, узел «Север»"))
                .containsEntry("text", "Нет «фазы А»\nузел 10.1.2.4")
                .containsEntry("labels", Map.of("from", "\"Сервер\" <ups@example.net>"));
        assertThat(event("PROBLEM: Канал М-5 упал").get("text")).isEqualTo("Потери 40 %");

        send("nms@example.org", "RECOVERY: plain-1 is OK", "text/plain", "");
        send("zabbix@example.org", "=?UTF-8?B?" + base64("RESOLVED: Канал М-5 упал", "UTF-8") + "?=", "text/plain", "");
        awaitClosed("mail/plain-1 is");
        awaitClosed("mail/Канал М-5 упал");
    }

    @Test
    void aSenderWhoIsNotListedIsRefusedAndNoHeaderOfAMailIsObeyed() throws Exception {
        double refused = requests("unauthorized");
        send("nms@example.com", "PROBLEM: stranger-1", "text/plain\r\ndelete: true\r\ncopyTo: elsewhere", "");
        send("nms@example.org, ups@example.net", "PROBLEM: two-authors-1", "text/plain", "");
        send("nms@example.org", "PROBLEM: obeyed-1", "text/plain\r\ndelete: true\r\nmoveTo: elsewhere", "");

        awaitOpen("mail/obeyed-1");
        awaitAllRead();
        assertThat(requests("unauthorized")).isEqualTo(refused + 2);
        assertThat(vestnik.isOpen("mail/stranger-1")).isFalse();
        assertThat(vestnik.isOpen("mail/two-authors-1")).isFalse();
        assertThat(inbox().getMessages())
                .extracting(message -> message.getMimeMessage().getSubject())
                .contains("PROBLEM: stranger-1", "PROBLEM: obeyed-1");
        assertThat(manager().getFolder(user, "elsewhere")).isNull();
    }

    @Test
    void aMailThatCannotBeReadIsReportedAndTheOthersArrive() throws Exception {
        double refused = requests("unauthorized");
        String unreadable = " FETCH " + (inbox().getMessageCount() + 1) + " (ENVELOPE";
        proxy.answer(line -> line.contains(unreadable) ? line.split(" ")[0] + " NO the mail is damaged" : null);
        send("nms@example.org", "PROBLEM: unreadable-1", "text/plain", "");
        send("nms@example.org", "=?nonsense?B?AAAA?= PROBLEM: charset-1", "text/plain; charset=nonsense", "a text");
        send("nms@example.org", "PROBLEM: encoding-1", "text/plain\r\nContent-Transfer-Encoding: nonsense", "a text");
        send("nms@example.org", "PROBLEM: type-1", "text", "a text");
        send("nms@example.org", "PROBLEM: parts-1", "multipart/mixed", "no boundary");
        send("nms@example.org", "PROBLEM: after-1", "text/plain", "");

        awaitOpen("mail/after-1");
        awaitAllRead();
        proxy.forward();
        for (String readable : List.of("charset-1", "encoding-1", "type-1", "parts-1")) {
            assertThat(events().map(event -> String.valueOf(event.get("title"))))
                    .as(readable)
                    .anyMatch(title -> title.endsWith(readable));
        }
        assertThat(vestnik.isOpen("mail/unreadable-1")).isFalse();
        assertThat(requests("unauthorized")).isEqualTo(refused + 1);
    }

    @Test
    void aConnectionThatBreaksIsMadeAgainAndNoMailIsLostOrTwiceAnEvent() throws Exception {
        send("nms@example.org", "PROBLEM: before-the-break-1", "text/plain", "");
        awaitOpen("mail/before-the-break-1");

        String body = " FETCH " + (inbox().getMessageCount() + 1) + " (BODY";
        AtomicInteger breaks = new AtomicInteger();
        proxy.answer(line -> line.contains(body) && breaks.incrementAndGet() == 1 ? LineProxy.BREAK : null);
        send("nms@example.org", "PROBLEM: in-the-middle-1", "text/plain", "all of the text");
        awaitOpen("mail/in-the-middle-1");
        proxy.down();
        send("nms@example.org", "PROBLEM: during-the-break-1", "text/plain", "");
        proxy.up();

        awaitOpen("mail/during-the-break-1");
        awaitAllRead();
        assertThat(breaks).hasValueGreaterThan(1);
        assertThat(event("PROBLEM: in-the-middle-1").get("text")).isEqualTo("all of the text");
    }

    @Test
    void swaksIsUnderstood() throws Exception {
        Program.require("swaks");
        Program sent = Program.run(
                Map.of(),
                "",
                "swaks",
                "--server",
                "127.0.0.1:" + mails.getSmtp().getPort(),
                "--from",
                "nms@example.org",
                "--to",
                ADDRESS,
                "--header",
                "Subject: ALARM: swaks-1 is down",
                "--body",
                "10.1.2.9 is away");

        assertThat(sent.exit()).as(sent.output()).isZero();
        awaitOpen("mail/swaks-1 is");
        assertThat(event("ALARM: swaks-1 is down")).containsEntry("ip", "10.1.2.9");
    }

    /** Over SMTP, as it is written. */
    private static void send(String from, String subject, String typeAndHeaders, String body) throws Exception {
        Properties smtp = new Properties();
        smtp.setProperty("mail.smtp.host", "127.0.0.1");
        smtp.setProperty("mail.smtp.port", String.valueOf(mails.getSmtp().getPort()));
        smtp.setProperty("mail.smtp.from", "sender@example.org");
        byte[] mail = ("From: " + from + "\r\nTo: " + ADDRESS + "\r\nMessage-ID: <" + subject.hashCode()
                        + "@example.org>\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\nContent-Type: "
                        + typeAndHeaders + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
        Session session = Session.getInstance(smtp);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(
                    new MimeMessage(session, new ByteArrayInputStream(mail)),
                    new InternetAddress[] {new InternetAddress(ADDRESS)});
        }
    }

    private static String base64(String text, String charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(Charset.forName(charset)));
    }

    private static ImapHostManager manager() {
        return mails.getManagers().getImapHostManager();
    }

    private static MailFolder inbox() throws FolderException {
        return manager().getInbox(user);
    }

    private static void awaitAllRead() {
        Awaitility.await("all are marked as read").atMost(PATIENCE).until(() -> inbox().getMessages().stream()
                .map(StoredMessage::getFlags)
                .allMatch(flags -> flags.contains(Flags.Flag.SEEN)));
    }

    /** The only event with this title. */
    private static Map<String, Object> event(String title) {
        List<Map<String, Object>> found =
                events().filter(event -> title.equals(event.get("title"))).toList();
        assertThat(found).as(title).hasSize(1);
        return found.get(0);
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> events() {
        return vestnik.redis().xrange(vestnik.keys().events(), Range.unbounded()).stream()
                .flatMap(entry -> entry.getBody().values().stream())
                .filter(value -> value.startsWith("{"))
                .map(json -> {
                    try {
                        return (Map<String, Object>) JSON.readValue(json, Map.class);
                    } catch (IOException e) {
                        throw new AssertionError(json, e);
                    }
                });
    }

    private static void awaitOpen(String key) {
        Awaitility.await(key).atMost(PATIENCE).until(() -> vestnik.isOpen(key));
    }

    private static void awaitClosed(String key) {
        Awaitility.await(key).atMost(PATIENCE).until(() -> !vestnik.isOpen(key));
    }

    private static double requests(String outcome) {
        return vestnik.count("vestnik.source.requests", "source", "mail", "outcome", outcome);
    }
}
