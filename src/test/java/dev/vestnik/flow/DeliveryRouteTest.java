package dev.vestnik.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vestnik.component.telegram.CallOutcome;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import dev.vestnik.delivery.OutboxEntry.Why;
import dev.vestnik.event.Event;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The route of delivery: each answer of Telegram, and what becomes of the entries. */
class DeliveryRouteTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNA = 1001;
    private static final long BORIS = 1002;

    private final Deque<Exception> refusals = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private DeliveryRoute route;

    /** What Telegram was asked. */
    private record Call(String chat, String text, @Nullable String parseMode, boolean file) {}

    @BeforeEach
    void logIn() throws Exception {
        open(Map.of("vestnik.delivery.per-chat", "unlimited"));
    }

    private void open(Map<String, Object> settings) throws Exception {
        route = new DeliveryRoute(REDIS, settings);
        route.users().login(ANNA, Samples.ANNA.phone(), "ru");
        route.users().login(BORIS, Samples.BORIS.phone(), "ru");
        route.telegram().whenAnyExchangeReceived(this::answer);
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private void answer(Exchange exchange) throws Exception {
        String chat = exchange.getMessage().getHeader("CamelTelegramChatId", String.class);
        Object body = exchange.getMessage().getBody();
        if (body instanceof OutgoingTextMessage text) {
            calls.add(new Call(chat, text.getText(), text.getParseMode(), false));
        } else {
            calls.add(new Call(chat, ((OutgoingDocumentMessage) body).getCaption(), "HTML", true));
        }
        Exception refusal = refusals.poll();
        if (refusal != null) {
            throw refusal;
        }
    }

    @Test
    void oneEventIsSentWholeAndSettled() throws Exception {
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();

        awaitNothingWaits();
        assertThat(calls).hasSize(1);
        assertThat(calls.peek().chat()).isEqualTo("1001");
        assertThat(calls.peek().text()).startsWith("🔴 <b>Авария:</b> Link down\nСевер · ");
        assertThat(calls.peek().parseMode()).isEqualTo("HTML");
        assertThat(route.count("vestnik.delivery.events", "fate", "sent")).isEqualTo(1);
    }

    @Test
    void whatWaitsIsMergedAndWhatDoesNotFitComesNext() throws Exception {
        IntStream.range(0, 100)
                .forEach(i -> route.put(ANNA, event("warning", "Event " + i + " " + "x".repeat(60)), Why.DUTY));
        route.start();

        awaitNothingWaits();
        assertThat(calls).hasSizeBetween(3, 4);
        String everything = String.join("\n", calls.stream().map(Call::text).toList());
        assertThat(IntStream.range(0, 100)).allMatch(i -> everything.contains("Event " + i + " x"));
        assertThat(route.count("vestnik.delivery.events", "fate", "merged")).isEqualTo(100);
    }

    @Test
    void withoutMergingEachEventIsAMessageOfItsOwnInOrder() throws Exception {
        route.close();
        open(Map.of("vestnik.delivery.per-chat", "unlimited", "vestnik.delivery.merge", "false"));
        IntStream.range(0, 30).forEach(i -> route.put(ANNA, event("warning", "Event " + i + "."), Why.DUTY));
        route.start();

        awaitNothingWaits();
        assertThat(calls.stream().map(call -> call.text().replaceAll("(?s).*(Event \\d+)\\..*", "$1")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "Event " + i).toList());
        assertThat(route.count("vestnik.delivery.events", "fate", "sent")).isEqualTo(30);
    }

    @Test
    void whatIsTooMuchForTenMessagesIsSentAsAFile() throws Exception {
        IntStream.range(0, 800)
                .forEach(i -> route.put(ANNA, event("warning", "Event " + i + " " + "x".repeat(60)), Why.DUTY));
        route.start();

        awaitNothingWaits();
        assertThat(calls).hasSize(1);
        assertThat(calls.peek().file()).isTrue();
        assertThat(calls.peek().text()).startsWith("<b>800 событий: 🟡 800</b>");
    }

    @Test
    void whatHasExpiredOrMeetsNobodyIsSettledCountedAndDispatchedAgain() throws Exception {
        Event expired = new Event(
                null,
                null,
                "info",
                "Old",
                null,
                null,
                null,
                List.of(),
                Instant.now().minusSeconds(7200),
                Duration.ofHours(1),
                null,
                null,
                Map.of());
        route.put(ANNA, expired, Why.DUTY);
        route.put(BORIS, event("critical", "Link down"), Why.DUTY);
        route.users().disable(BORIS);
        route.start();

        awaitNothingWaits();
        assertThat(calls).isEmpty();
        assertThat(route.count("vestnik.delivery.events", "fate", "expired")).isEqualTo(1);
        assertThat(route.count("vestnik.delivery.events", "fate", "unreachable"))
                .isEqualTo(1);
        assertThat(REDIS.commands().xrange("again", Range.unbounded()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getBody())
                        .containsEntry("without", "1002")
                        .containsEntry("event", "ref-2"));
    }

    @Test
    void tooFastIsTriedAgainAfterTheTimeThatTelegramNamesAndNotCounted() throws Exception {
        for (int i = 0; i < 12; i++) {
            refusals.add(refused(429, "Too Many Requests: retry after 0", Duration.ofMillis(20)));
        }
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();

        awaitNothingWaits();
        assertThat(calls).hasSize(13);
        assertThat(dead()).isEmpty();
        assertThat(route.count("vestnik.delivery.failures", "reason", "too-fast"))
                .isEqualTo(12);
    }

    @Test
    void tooFastInOneChatHoldsNoOther() throws Exception {
        refusals.add(refused(429, "Too Many Requests: retry after 60", Duration.ofSeconds(60)));
        route.put(ANNA, event("critical", "First"), Why.DUTY);
        route.start();
        await().until(() -> calls.size() == 1);
        route.put(BORIS, event("critical", "Second"), Why.DUTY);

        await().until(() -> calls.size() == 2);
        assertThat(calls).extracting(Call::chat).containsExactly("1001", "1002");
        await().untilAsserted(() -> assertThat(route.waiting()).containsExactly("1001"));
    }

    @Test
    void whoeverHasBlockedTheBotIsGivenUpAndTheirEventsGoToOthers() throws Exception {
        refusals.add(refused(403, "Forbidden: bot was blocked by the user", null));
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.put(ANNA, event("critical", "Fan stopped"), Why.DUTY);
        route.start();

        awaitNothingWaits();
        assertThat(calls).hasSize(1);
        assertThat(route.users().byChat(ANNA).orElseThrow().unreachable()).isTrue();
        assertThat(dead()).hasSize(2).allSatisfy(letter -> assertThat(letter)
                .containsEntry("dead-reason", "unreachable: 403 Forbidden: bot was blocked by the user"));
        assertThat(REDIS.commands().xlen("again")).isEqualTo(2);
        assertThat(route.count("vestnik.delivery.events", "fate", "dead")).isEqualTo(2);
        assertThat(route.count("vestnik.delivery.events", "fate", "merged")).isZero();
    }

    @Test
    void whatTelegramCannotParseIsSentOnceMoreAsPlainText() throws Exception {
        refusals.add(refused(400, "Bad Request: can't parse entities: Unexpected end tag at byte offset 5", null));
        route.put(ANNA, event("critical", "Link <down>"), Why.DUTY);
        route.start();

        awaitNothingWaits();
        assertThat(calls).hasSize(2);
        assertThat(calls).last().satisfies(call -> {
            assertThat(call.parseMode()).isNull();
            assertThat(call.text()).startsWith("🔴 Авария: Link <down>");
        });
        assertThat(route.count("vestnik.delivery.failures", "reason", "unparsable"))
                .isEqualTo(1);
        assertThat(route.count("vestnik.delivery.events", "fate", "sent")).isEqualTo(1);
    }

    @Test
    void aGroupThatHasMovedIsFollowed() throws Exception {
        refusals.add(new TelegramRefusedException(
                "sendMessage", 400, "Bad Request: group chat was upgraded to a supergroup chat", null, -1009L));
        route.put(-5, event("critical", "Link down"), Why.DUTY);
        route.start();

        awaitNothingWaits();
        assertThat(calls).extracting(Call::chat).containsExactly("-5", "-1009");
    }

    @Test
    void whatTelegramRefusesIsADeadLetterWithoutItsNeighbours() throws Exception {
        route.telegram().whenAnyExchangeReceived(exchange -> {
            answer(exchange);
            if (exchange.getMessage()
                    .getBody(OutgoingTextMessage.class)
                    .getText()
                    .contains("Poison")) {
                throw refused(400, "Bad Request: not this", null);
            }
        });
        route.put(ANNA, event("info", "Before"), Why.DUTY);
        route.put(ANNA, event("info", "Poison"), Why.DUTY);
        route.put(ANNA, event("info", "After"), Why.DUTY);
        route.start();

        awaitNothingWaits();
        assertThat(dead()).singleElement().satisfies(letter -> assertThat(letter)
                .containsEntry("event", "ref-2")
                .containsEntry("dead-reason", "refused: 400 Bad Request: not this"));
        assertThat(calls).extracting(Call::text).anyMatch(text -> text.contains("Before"));
        assertThat(calls).last().satisfies(call -> assertThat(call.text()).contains("After"));
    }

    @Test
    void whileTelegramIsDownNothingIsLostOrCounted() throws Exception {
        Deque<Exception> outage = new ArrayDeque<>();
        for (int i = 0; i < 2; i++) {
            outage.add(
                    new TelegramUnavailableException("sendMessage", CallOutcome.TIMEOUT, true, "no answer in 30 s", 0));
        }
        refusals.addAll(outage);
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(route.waiting()).isEmpty());
        assertThat(calls).hasSize(3);
        assertThat(dead()).isEmpty();
        assertThat(route.count("vestnik.delivery.failures", "reason", "telegram-down"))
                .isEqualTo(2);
    }

    @Test
    void aWrongTokenStopsSending() throws Exception {
        refusals.add(refused(401, "Unauthorized", null));
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();
        await().until(() -> calls.size() == 1);
        route.put(BORIS, event("critical", "Link down"), Why.DUTY);

        await().during(Duration.ofSeconds(1)).until(() -> calls.size() == 1);
        assertThat(route.waiting()).containsExactlyInAnyOrder("1001", "1002");
        assertThat(route.health()).isEqualTo("DOWN");
    }

    private void awaitNothingWaits() {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(route.waiting()).isEmpty());
    }

    private static List<Map<String, String>> dead() {
        return REDIS.commands().xrange(REDIS.keys().outbox() + ":dead", Range.unbounded()).stream()
                .map(message -> message.getBody())
                .toList();
    }

    private static Event event(String status, String title) {
        return new Event(
                null, null, status, title, null, null, "north", List.of(), Instant.now(), null, null, null, Map.of());
    }

    private static TelegramRefusedException refused(int code, String description, @Nullable Duration retryAfter) {
        return new TelegramRefusedException("sendMessage", code, description, retryAfter, null);
    }
}
