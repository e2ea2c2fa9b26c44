package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vestnik.component.telegram.FakeBotApi.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramComponent;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final String SECRET_TEXT = "Совершенно секретно";

    private final FakeBotApi telegram = new FakeBotApi();

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void a429FailsTheExchangeAndSaysHowLongToWait() {
        telegram.script(
                "sendMessage",
                call -> Answer.refused(
                        429, "Too Many Requests: retry after 17", ",\"parameters\":{\"retry_after\":17}"));
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            Exchange exchange = camel.send("telegram:bots", message());

            TelegramRefusedException refused = exchange.getException(TelegramRefusedException.class);
            assertThat(refused.errorCode()).isEqualTo(429);
            assertThat(refused.outcome()).isEqualTo(CallOutcome.RATE_LIMITED);
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(17));
            assertThat(refused).hasMessage("Telegram refused sendMessage: 429 Too Many Requests: retry after 17");
        }
    }

    /** Why there is an engine of our own: Camel's route goes on as after a success. */
    @Test
    void a429LetsARouteOfCamelsOwnComponentGoOn() throws Exception {
        telegram.script(
                "sendMessage",
                call -> Answer.refused(
                        429, "Too Many Requests: retry after 17", ",\"parameters\":{\"retry_after\":17}"));
        CountDownLatch wentOn = new CountDownLatch(1);
        try (TelegramContext camel = TelegramContext.of(new TelegramComponent(), telegram)
                .route(route -> route.from("direct:in").to("telegram:bots").process(exchange -> wentOn.countDown()))
                .start()) {
            var exchange = camel.sendLater("direct:in", message());

            assertThat(wentOn.await(5, TimeUnit.SECONDS))
                    .as("route went on, %s", exchange)
                    .isTrue();
        }
    }

    @Test
    void aRouteStopsAtARefusal() {
        telegram.script("sendMessage", call -> Answer.refused(403, "Forbidden: bot was blocked by the user", ""));
        List<String> seen = new CopyOnWriteArrayList<>();
        try (TelegramContext camel = TelegramContext.ours(telegram)
                .route(route -> {
                    route.onException(TelegramRefusedException.class)
                            .handled(true)
                            .process(exchange -> seen.add(
                                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT, TelegramRefusedException.class)
                                            .description()));
                    route.from("direct:in").to("telegram:bots").process(exchange -> seen.add("went on"));
                })
                .start()) {
            camel.send("direct:in", message());

            assertThat(seen).containsExactly("Forbidden: bot was blocked by the user");
        }
    }

    @Test
    void aMovedGroupIsTold() {
        telegram.script(
                "sendMessage",
                call -> Answer.refused(
                        400,
                        "Bad Request: group chat was upgraded to a supergroup chat",
                        ",\"parameters\":{\"migrate_to_chat_id\":-1001234567890}"));

        assertThat(refusal().migrateTo()).hasValue(-1001234567890L);
    }

    @Test
    void whatTelegramQuotesFromTheMessageIsLeftOut() {
        telegram.script(
                "sendMessage",
                call -> Answer.refused(
                        400,
                        "Bad Request: can't parse entities: unsupported start tag \\\"" + SECRET_TEXT + "\\\" at 5",
                        ""));

        assertThat(refusal().description())
                .isEqualTo("Bad Request: can't parse entities: unsupported start tag \"…\" at 5");
    }

    @Test
    void theTimeOfA429MayBeInItsWordsOnly() {
        telegram.script("sendMessage", call -> Answer.refused(429, "Too Many Requests: retry after 35", ""));

        assertThat(refusal().retryAfter()).contains(Duration.ofSeconds(35));
    }

    @Test
    void a429OfAProxyInBetweenIsOneToo() {
        telegram.script("sendMessage", call -> new Answer(429, "<html>slow down</html>", Map.of("Retry-After", "3")));

        assertThat(refusal().retryAfter()).contains(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"ok\":false,\"error_code\":502,\"description\":\"Bad Gateway\"}", "<html>oops</html>", ""})
    void a5xxIsNoRefusal(String body) {
        telegram.script("sendMessage", call -> new Answer(502, body, Map.of()));

        TelegramUnavailableException failure = failure();
        assertThat(failure.outcome()).isEqualTo(CallOutcome.NOT_ANSWERED);
        assertThat(failure.maybeDelivered()).isTrue();
        assertThat(failure).hasMessage("Telegram did not answer sendMessage: HTTP status 502");
    }

    @Test
    void aPageInsteadOfAnAnswerIsNoSuccess() {
        telegram.script("sendMessage", call -> new Answer(200, "<html>Please log in to this Wi-Fi</html>", Map.of()));

        assertThat(failure().outcome()).isEqualTo(CallOutcome.NOT_ANSWERED);
    }

    @Test
    void anAnswerThatDoesNotComeEndsInTimeAndMayHaveBeenDelivered() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        telegram.script("sendMessage", call -> {
            try {
                over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok("true");
        });
        try (TelegramContext camel = TelegramContext.ours(
                        telegram.uri(), component -> component.setResponseTimeout(Duration.ofMillis(300)))
                .start()) {
            long begun = System.nanoTime();
            TelegramUnavailableException failure = failure(camel);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(failure.outcome()).isEqualTo(CallOutcome.TIMEOUT);
            assertThat(failure.maybeDelivered()).isTrue();
            over.countDown();
        }
    }

    @Test
    void anAnswerThatDripsForeverEndsInTime() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread dripping = new Thread(() -> drip(server));
            dripping.start();
            try (TelegramContext camel = TelegramContext.ours(
                            "http://127.0.0.1:" + server.getLocalPort(), component -> {
                                component.setResponseTimeout(Duration.ofMillis(400));
                                component.setConnectTimeout(Duration.ofMillis(400));
                            })
                    .start()) {
                assertThat(failure(camel).outcome()).isEqualTo(CallOutcome.TIMEOUT);
            }
        }
    }

    /** After a response that is not final, the connection closes or stays silent; the next call is answered. */
    @ParameterizedTest
    @CsvSource({"100,true", "100,false", "102,true", "102,false", "103,true", "103,false", "199,true", "101,false"})
    void aCallEndsInTimeIfOnlyAnInterimResponseComes(int status, boolean closes) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CountDownLatch over = new CountDownLatch(1);
            Thread serving = new Thread(() -> interim(server, status, closes, over));
            serving.start();
            try (TelegramContext camel = TelegramContext.ours(
                            "http://127.0.0.1:" + server.getLocalPort(),
                            component -> component.setResponseTimeout(Duration.ofMillis(300)))
                    .start()) {
                long begun = System.nanoTime();
                TelegramUnavailableException failure = failure(camel);

                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
                assertThat(failure.maybeDelivered()).isTrue();
                assertThat(camel.send("telegram:bots", message()).getException())
                        .as("the next call, on a new connection")
                        .isNull();
            } finally {
                over.countDown();
            }
        }
    }

    private static void interim(ServerSocket server, int status, boolean closes, CountDownLatch over) {
        String response = "{\"ok\":true,\"result\":{\"message_id\":77}}";
        try (Socket first = server.accept()) {
            while (first.getInputStream().read() != '}') {
                Thread.onSpinWait();
            }
            first.getOutputStream().write(("HTTP/1.1 " + status + " Interim\r\n\r\n").getBytes(US_ASCII));
            if (closes) {
                first.close();
            }
            try (Socket second = server.accept()) {
                while (second.getInputStream().read() != '}') {
                    Thread.onSpinWait();
                }
                second.getOutputStream()
                        .write(("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
                                        + response.length() + "\r\n\r\n" + response)
                                .getBytes(US_ASCII));
                over.await(20, TimeUnit.SECONDS);
            }
        } catch (IOException | InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(US_ASCII));
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
            }
        } catch (IOException | InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereNobodyListensNothingWasDelivered() throws Exception {
        int unused;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            unused = server.getLocalPort();
        }
        try (TelegramContext camel = TelegramContext.ours("http://127.0.0.1:" + unused, component -> {})
                .start()) {
            TelegramUnavailableException failure = failure(camel);
            assertThat(failure.outcome()).isEqualTo(CallOutcome.UNREACHABLE);
            assertThat(failure.maybeDelivered()).isFalse();
        }
    }

    @Test
    void aConnectionCutAfterTheRequestMayHaveDelivered() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread cutting = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    while (socket.getInputStream().read() != '}') {
                        Thread.onSpinWait();
                    }
                    socket.setSoLinger(true, 0);
                } catch (IOException closed) {
                    Thread.currentThread().interrupt();
                }
            });
            cutting.start();
            try (TelegramContext camel = TelegramContext.ours(
                            "http://127.0.0.1:" + server.getLocalPort(), component -> {})
                    .start()) {
                TelegramUnavailableException failure = failure(camel);
                assertThat(failure.outcome()).isEqualTo(CallOutcome.BROKEN);
                assertThat(failure.maybeDelivered()).isTrue();
            }
        }
    }

    @Test
    void noExceptionTellsTokenAddressOrText() throws Exception {
        List<Exception> failures = new CopyOnWriteArrayList<>();
        telegram.script("sendMessage", call -> Answer.refused(400, "Bad Request: chat not found", ""));
        failures.add(refusal());
        telegram.script("sendMessage", call -> new Answer(500, call.text(), Map.of()));
        failures.add(failure());
        telegram.script("sendMessage", call -> new Answer(200, call.text(), Map.of()));
        failures.add(failure());
        telegram.script("sendMessage", call -> new Answer(302, "", Map.of("Location", telegram.uri() + "/elsewhere")));
        failures.add(failure());
        telegram.close();
        failures.add(failure());

        assertThat(failures).hasSize(5).allSatisfy(failure -> {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString())
                    .doesNotContain(FakeBotApi.TOKEN)
                    .doesNotContain("127.0.0.1")
                    .doesNotContain(SECRET_TEXT);
        });
    }

    /** Why there is an engine of our own. When this fails, Camel's has been repaired. */
    @Test
    void anExceptionOfCamelsOwnComponentTellsTheToken() {
        telegram.script("sendMessage", call -> Answer.refused(400, "Bad Request: chat not found", ""));
        try (TelegramContext camel =
                TelegramContext.of(new TelegramComponent(), telegram).start()) {
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            Throwable thrown = catchThrowable(() -> {
                Exception failure = camel.send("telegram:bots", message()).getException();
                if (failure != null) {
                    failures.add(failure);
                }
            });
            if (thrown != null) {
                failures.add(thrown);
            }

            assertThat(failures).hasSize(1).allSatisfy(failure -> assertThat(failure)
                    .hasStackTraceContaining(FakeBotApi.TOKEN));
        }
    }

    @Test
    void aPackedAnswerIsUnpacked() {
        Map<String, String> packed = Map.of("Content-Encoding", "gzip");
        telegram.script(
                "sendMessage",
                call -> new Answer(
                        400,
                        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}",
                        packed));
        assertThat(refusal().description()).isEqualTo("Bad Request: chat not found");

        telegram.script("sendMessage", call -> new Answer(200, "{\"ok\":true,\"result\":{\"message_id\":77}}", packed));
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            Exchange exchange = camel.send("telegram:bots", message());
            assertThat(exchange.getMessage()
                            .getBody(MessageResult.class)
                            .getMessage()
                            .getMessageId())
                    .isEqualTo(77);
        }
        assertThat(telegram.calls("sendMessage"))
                .allSatisfy(call -> assertThat(call.header("Accept-Encoding")).contains("gzip"));
    }

    @Test
    void whatIsUnderWayWhenTheComponentStopsIsGivenUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        telegram.script("getMe", call -> {
            asked.countDown();
            try {
                over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok("true");
        });
        TelegramContext camel =
                TelegramContext.of(new AsyncTelegramComponent(), telegram).start();
        var component = camel.camel().getComponent("telegram", AsyncTelegramComponent.class);
        var call = component.botApi().call("getMe", null);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        camel.close();

        assertThat(call.handle((got, failure) -> failure).get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(TelegramUnavailableException.class, failure -> assertThat(failure.outcome())
                        .isEqualTo(CallOutcome.CANCELLED));
        over.countDown();
    }

    @Test
    void aTokenThatCannotBeOneIsNotRepeated() {
        AsyncTelegramComponent component = new AsyncTelegramComponent();
        try (TelegramContext camel = TelegramContext.of(component, telegram)) {
            component.setAuthorizationToken("12345:with a space");

            Throwable failure = catchThrowable(() -> camel.start().send("telegram:bots", message()));

            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString())
                    .contains("The bot token is empty or has an invalid character")
                    .doesNotContain("a space");
        }
    }

    @Test
    void theListenerIsToldOfEachCall() {
        List<String> told = new CopyOnWriteArrayList<>();
        telegram.script("deleteMessage", call -> Answer.refused(400, "Bad Request: message to delete not found", ""));
        try (TelegramContext camel = TelegramContext.ours(
                        telegram.uri(),
                        component ->
                                component.setCallListener((method, outcome, took) -> told.add(method + " " + outcome)))
                .start()) {
            camel.send("telegram:bots", message());
            camel.send("telegram:bots", new org.apache.camel.component.telegram.model.EditMessageDelete("7", 8));
        }

        assertThat(told).containsExactly("sendMessage OK", "deleteMessage BAD_REQUEST");
    }

    private static OutgoingTextMessage message() {
        OutgoingTextMessage message = new OutgoingTextMessage();
        message.setChatId("7");
        message.setText(SECRET_TEXT);
        return message;
    }

    private TelegramRefusedException refusal() {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            return camel.send("telegram:bots", message()).getException(TelegramRefusedException.class);
        }
    }

    private TelegramUnavailableException failure() {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            return failure(camel);
        }
    }

    private static TelegramUnavailableException failure(TelegramContext camel) {
        return camel.send("telegram:bots", message()).getException(TelegramUnavailableException.class);
    }
}
