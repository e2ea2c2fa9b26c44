package dev.vestnik.ops.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRedactionFilterTest {
    private static final String TOKEN = "7123456789:AAH-secret_Of_The_Bot_is_here-12345";

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("some.library");
    private ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        SecretRedactionFilter.guard(context, Set.of("password-of-redis"));
        append();
    }

    private void append() {
        lines = new ListAppender<>();
        lines.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.TRACE);
        root.addAppender(lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /bot" + TOKEN + "/sendMessage | POST /bot***/sendMessage",
                "GET https://example.org/?token=7123456789%3AAAH-secret_Of_The_Bot_is_here | GET https://example.org/?token=***",
                "to=[+79160000001, +442071838750] | to=[***, ***]",
                "{\"phone_number\":\"79160000001\",\"first_name\":\"A\"} | {\"phone_number\":\"***\",\"first_name\":\"A\"}",
                "phoneNumber=79160000001 | phoneNumber=***",
                "redis://:password-of-redis@host | redis://:***@host",
                "chat 79160000001 at 1795573439958-0 | chat 79160000001 at 1795573439958-0"
            })
    void masksWhatIsSecretAndNothingElse(String said, String told) {
        log.info(said);
        log.debug("{}", said);
        log.atWarn().setMessage("{}").addArgument(said).log();

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(told, told, told);
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.DEBUG, Level.WARN);
    }

    @Test
    void masksTheStackTraceOfACauseToo() {
        log.warn("failed", new IllegalStateException("outer", new IllegalArgumentException("/bot" + TOKEN + "/getMe")));
        log.warn("failed {}", 7, new IllegalArgumentException("+79160000001"));

        assertThat(lines.list).hasSize(2).allSatisfy(line -> assertThat(line.getThrowableProxy())
                .isNull());
        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("failed")
                .contains("Caused by: java.lang.IllegalArgumentException: /bot***/getMe")
                .doesNotContain("AAH-secret");
        assertThat(lines.list.get(1).getFormattedMessage())
                .startsWith("failed 7")
                .contains("Exception: ***");
    }

    @Test
    void whatHoldsNoSecretGoesItsOwnWay() {
        IllegalStateException failure = new IllegalStateException("plain");
        log.error("failed {}", "here", failure);

        assertThat(lines.list.get(0).getMessage()).isEqualTo("failed {}");
        assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("plain");
    }

    @Test
    void theLibrariesOfTheWireSayNothingBelowInfoWhateverTheirLevel() {
        Logger wire = context.getLogger("org.eclipse.jetty.client.HttpSender");
        wire.setLevel(Level.ALL);

        wire.debug("a piece: POST /bot7123456789:AAH");
        wire.trace("a piece");
        assertThat(wire.isDebugEnabled()).isFalse();
        wire.warn("no connection");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("no connection");
    }

    @Test
    void standsThereAgainAfterAReset() {
        context.reset();
        append();

        log.info("POST /bot{}/getMe with {}", TOKEN, "password-of-redis");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("POST /bot***/getMe with ***");
    }

    @Test
    void guardingTwiceIsGuardingOnce() {
        SecretRedactionFilter.guard(context, Set.of("another-secret"));

        log.info("another-secret of password-of-redis");

        assertThat(context.getTurboFilterList()).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage()).isEqualTo("*** of ***");
    }
}
