package dev.vestnik.component.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With HTTP/2 all calls of a bot share a connection, and must not share their fates. */
class SharedConnectionIT {
    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final Duration NEVER = Duration.ofMillis(-1);

    @TempDir
    static Path folder;

    private SecureBotApi telegram;

    @BeforeEach
    void open() throws Exception {
        telegram = new SecureBotApi(folder);
    }

    @AfterEach
    void close() throws Exception {
        telegram.close();
    }

    @Test
    void aLongPollOutlivesTheDeadlinesOfTheSendsBesideIt() throws Exception {
        telegram.delay("getUpdates", call -> LONG);
        AsyncTelegramComponent component = component(SHORT);
        try (TelegramContext camel =
                TelegramContext.of(component, telegram.uri()).start()) {
            camel.send("telegram:bots", message("warm"));
            var poll = component.botApi().call("getUpdates", null, LONG.multipliedBy(3));
            for (int i = 0; i < 20; i++) {
                assertThat(camel.send("telegram:bots", message("beside")).getException())
                        .isNull();
            }

            assertThat(poll.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(telegram.calls("sendMessage")).hasSize(21);
            assertThat(telegram.calls("sendMessage"))
                    .allSatisfy(call -> assertThat(call.protocol()).isEqualTo("HTTP/2.0"));
            assertThat(telegram.connections()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aCallThatIsNotAnsweredEndsAloneAndInTime() throws Exception {
        telegram.delay("getUpdates", call -> LONG);
        telegram.delay("sendSticker", call -> NEVER);
        AsyncTelegramComponent component = component(SHORT);
        try (TelegramContext camel =
                TelegramContext.of(component, telegram.uri()).start()) {
            camel.send("telegram:bots", message("warm"));
            var poll = component.botApi().call("getUpdates", null, LONG.multipliedBy(3));
            var unanswered = component.botApi().call("sendSticker", null);
            List<Exchange> beside = new ArrayList<>();
            while (!unanswered.isDone()) {
                beside.add(camel.send("telegram:bots", message("beside")));
            }

            assertThat(unanswered).isCompletedExceptionally();
            assertThat(unanswered.handle((got, failure) -> failure).join())
                    .isInstanceOfSatisfying(TelegramUnavailableException.class, failure -> {
                        assertThat(failure.outcome()).isEqualTo(CallOutcome.TIMEOUT);
                        assertThat(failure.maybeDelivered()).isTrue();
                    });
            assertThat(beside).isNotEmpty().allSatisfy(exchange -> assertThat(exchange.getException())
                    .isNull());
            assertThat(poll.get(10, TimeUnit.SECONDS)).isEmpty();
            // One may be opened anew: the client of the tests gives up a connection that was idle for two seconds.
            assertThat(telegram.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aPollThatIsGivenUpLeavesTheSendsUnderWayAlone() throws Exception {
        telegram.delay("getUpdates", call -> LONG);
        telegram.delay("sendMessage", call -> SHORT);
        AsyncTelegramComponent component = component(LONG);
        try (TelegramContext camel =
                TelegramContext.of(component, telegram.uri()).start()) {
            camel.send("telegram:bots", message("warm"));
            var poll = component.botApi().call("getUpdates", null, LONG.multipliedBy(3));
            List<CompletableFuture<Exchange>> sends = IntStream.range(0, 20)
                    .mapToObj(i -> camel.sendLater("telegram:bots", message("under way")))
                    .toList();
            Awaitility.await().until(() -> telegram.calls("sendMessage").size() == 21);
            poll.cancel(true);

            for (CompletableFuture<Exchange> send : sends) {
                assertThat(send.get(10, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(telegram.calls("sendMessage")).hasSize(21);
        }
    }

    @Test
    void aConnectionThatHasFallenSilentIsReplaced() {
        AsyncTelegramComponent component = component(SHORT);
        try (TelegramContext camel =
                TelegramContext.of(component, telegram.uri()).start()) {
            camel.send("telegram:bots", message("warm"));
            telegram.delay("sendMessage", call -> NEVER);
            assertThat(camel.send("telegram:bots", message("into silence"))
                            .getException(TelegramUnavailableException.class)
                            .outcome())
                    .isEqualTo(CallOutcome.TIMEOUT);
            telegram.delay("sendMessage", call -> Duration.ZERO);

            assertThat(camel.send("telegram:bots", message("again")).getException())
                    .isNull();
            assertThat(telegram.connections()).isEqualTo(2);
        }
    }

    private AsyncTelegramComponent component(Duration responseTimeout) {
        AsyncTelegramComponent component = new AsyncTelegramComponent();
        component.setResponseTimeout(responseTimeout);
        component.setSslContextParameters(telegram.trust());
        return component;
    }

    private static OutgoingTextMessage message(String text) {
        OutgoingTextMessage message = new OutgoingTextMessage();
        message.setChatId("7");
        message.setText(text);
        return message;
    }
}
