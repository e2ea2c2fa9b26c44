package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.event.Event;
import dev.vestnik.flow.source.MailSteps;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What monitoring systems write by mail, and the events that it becomes. */
class MailsTest {
    private final Mapping mapping = new Mapping("mail");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "** PROBLEM Service Alert: db-1/disk is CRITICAL **|** RECOVERY Service Alert: db-1/disk is OK **|critical",
                "Problem: High CPU utilization on core-7|Resolved in 5m 3s: High CPU utilization on core-7|critical",
                "[FIRING:1] LinkDown core-7 (warning)|[RESOLVED] LinkDown core-7 (warning)|warning",
                "core-7 is DOWN|core-7 is UP: OK|critical",
                "Alarm: UPS 3|Cleared: UPS 3|warning",
                "Проблема: канал Север|Восстановлена: канал Север|warning"
            })
    void theEndHasTheKeyOfItsBegin(String begin, String end, String status) throws Exception {
        Event problem = event(begin, "text/plain; charset=utf-8", "text");
        Event recovery = event(end, "text/plain; charset=utf-8", "text");

        assertThat(problem.status()).isEqualTo(status);
        assertThat(recovery.status()).isEqualTo("resolved");
        assertThat(recovery.key()).isEqualTo(problem.key());
        assertThat(problem.title()).isEqualTo(begin);
    }

    @Test
    void aMailHasItsTextTimeAndAddress() throws Exception {
        Event event = event(
                "CRITICAL: router",
                "multipart/alternative; boundary=b",
                "--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b\r\nContent-Type: text/plain\r\n\r\n10.1.2.3 is away\r\n"
                        + "--b--");

        assertThat(event.text()).isEqualTo("10.1.2.3 is away");
        assertThat(event.ip()).isEqualTo("10.1.2.3");
        assertThat(event.time()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(event.id()).hasSize(64);
        assertThat(event.labels()).isEqualTo(Map.of("from", "nms@example.org"));
        assertThat(event.omitted()).isEmpty();
    }

    @Test
    void ofHtmlTheWordsRemain() throws Exception {
        assertThat(event("Alarm", "text/html", "<style>p {}</style><p>Link <b>down</b><br>a &lt; b</p>")
                        .text())
                .isEqualTo("Link down\na < b");
    }

    private Event event(String subject, String type, String content) throws Exception {
        MimeMessage mail = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(("From: nms@example.org\r\nMessage-ID: <1@example.org>\r\n"
                                + "Date: Mon, 23 Nov 2026 13:00:00 +0300\r\nContent-Type: " + type + "\r\n\r\n"
                                + content)
                        .getBytes(StandardCharsets.UTF_8)));
        mail.setSubject(subject, "UTF-8");
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("vestnikSender", "nms@example.org");
        exchange.setMessage(new MailMessage(exchange, mail, true));
        new MailSteps().read(exchange);
        return mapping.events(new ObjectMapper().readTree(exchange.getMessage().getBody(String.class)), Map.of())
                .events()
                .get(0);
    }
}
