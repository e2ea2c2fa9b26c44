package dev.vestnik.component.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.call.TelegramJson;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramComponent;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.junit.jupiter.api.Test;

/** 16 senders, 2,000 messages, 2,000 chats, one endpoint. */
class SendingSideBySideIT {
    private static final int MESSAGES = 2_000;
    private static final int SENDERS = 16;

    @Test
    void eachMessageArrivesOnceAndWhole() throws Exception {
        Outcome outcome = send(new AsyncTelegramComponent());

        assertThat(outcome.reportedAsSent()).isEqualTo(MESSAGES);
        assertThat(outcome.arrivals()).hasSize(MESSAGES).allSatisfy((chat, times) -> assertThat(times)
                .isEqualTo(1));
    }

    /** Why there is an engine of our own. When this fails, Camel's has been repaired. */
    @Test
    void camelsOwnComponentLosesMessagesAndReportsThemAsSent() throws Exception {
        Outcome outcome = send(new TelegramComponent());

        long whole =
                outcome.arrivals().values().stream().filter(times -> times == 1).count();
        assertThat(whole).isLessThan(MESSAGES);
        assertThat(outcome.reportedAsSent()).isGreaterThan((int) whole);
    }

    /** Whole arrivals by chat, and how many exchanges went on as sent. */
    private record Outcome(Map<String, Long> arrivals, int reportedAsSent) {}

    private static Outcome send(TelegramComponent component) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (FakeBotApi telegram = new FakeBotApi();
                TelegramContext camel = TelegramContext.of(component, telegram).start()) {
            CountDownLatch done = new CountDownLatch(MESSAGES);
            IntStream.range(0, MESSAGES)
                    .forEach(chat -> senders.execute(() -> {
                        OutgoingTextMessage message = new OutgoingTextMessage();
                        message.setChatId("chat-" + chat);
                        message.setText("for chat-" + chat);
                        Exchange exchange = camel.send("telegram:bots", message);
                        if (!exchange.isFailed()) {
                            sent.incrementAndGet();
                        }
                        done.countDown();
                    }));
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            Map<String, Long> arrivals = telegram.calls("sendMessage").stream()
                    .filter(SendingSideBySideIT::whole)
                    .map(call -> call.json().path("chat_id").asText())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            return new Outcome(arrivals, sent.get());
        } finally {
            senders.shutdownNow();
        }
    }

    private static boolean whole(FakeBotApi.Call call) {
        try (var parser = TelegramJson.MAPPER.createParser(call.body())) {
            JsonNode json = parser.readValueAsTree();
            return json != null
                    && parser.nextToken() == null
                    && json.path("text")
                            .asText()
                            .equals("for " + json.path("chat_id").asText());
        } catch (java.io.IOException | RuntimeException mixed) {
            return false;
        }
    }
}
