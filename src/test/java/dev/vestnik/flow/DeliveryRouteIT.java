package dev.vestnik.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vestnik.component.telegram.CallOutcome;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import dev.vestnik.event.Event;
import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxText;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The delivery route: the answers of Telegram and the outcome of the entries. */
class DeliveryRouteIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNA = 1001;
    private static final long BORIS = 1002;

    private final Deque<Exception> refusals = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private DeliveryRoute route;

    /** A call to Telegram. */
    private record Call(String chat, String text, @Nullable String parseMode, boolean file, boolean edit) {}

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
    void ledgerBalances() throws Exception {
        LedgerBalance sum = route.sum();
        route.close();
        assertThat(sum.missing()).as("missing in %s", sum).isZero();
        assertThat(sum.accepted()).isPositive();
    }

    /** Answers a call with the next refusal, or with a message whose id is the number of the call. */
    private void answer(Exchange exchange) throws Exception {
        String chat = exchange.getMessage().getHeader("CamelTelegramChatId", String.class);
        Object body = exchange.getMessage().getBody();
        if (body instanceof OutgoingTextMessage text) {
            calls.add(new Call(chat, text.getText(), text.getParseMode(), false, false));
        } else if (body instanceof EditMessageTextMessage edit) {
            calls.add(new Call(chat, edit.getText(), edit.getParseMode(), false, true));
        } else {
            OutgoingDocumentMessage file = (OutgoingDocumentMessage) body;
            calls.add(new Call(chat, file.getCaption(), "HTML", true, false));
        }
        Exception refusal = refusals.poll();
        if (refusal != null) {
            throw refusal;
        }
        IncomingMessage message = new IncomingMessage();
        message.setMessageId(body instanceof EditMessageTextMessage edit ? (long) edit.getMessageId() : calls.size());
        MessageResult result = new MessageResult();
        result.setMessage(message);
        exchange.getMessage().setBody(result);
    }

    @Test
    void whatSomebodyElseWroteBecomesADeadLetterAndItsNeighboursAreSent() throws Exception {
        String outbox = REDIS.keys().outbox();
        REDIS.commands().xadd(outbox + ":" + ANNA, Map.of("foo", "bar"));
        route.put(ANNA, Samples.event("critical").event(), Why.DUTY);
        REDIS.commands().xadd(outbox + ":" + ANNA, Map.of("event", "ref-1", "why", "nobody knows"));
        REDIS.commands().xadd(outbox + ":nobody", Map.of("event", "ref-1", "why", "DUTY"));
        REDIS.commands().zadd(outbox + ":due", 0, "nobody");
        REDIS.commands().zadd(outbox + ":due", 0, "nothing");
        route.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> route.waiting().isEmpty());
        assertThat(calls).singleElement().satisfies(call -> assertThat(call.text())
                .contains("critical thing"));
        assertThat(REDIS.commands().xrange(outbox + ":dead", Range.unbounded()))
                .hasSize(3)
                .allSatisfy(letter -> assertThat(letter.getBody()).containsEntry("dead-reason", "foreign"));
    }

    @Test
    void whatSomebodyElseWroteAsIfItWereOursBecomesADeadLetterAndTheLedgerCloses() throws Exception {
        String outbox = REDIS.keys().outbox();
        String stream = outbox + ":" + ANNA;
        route.put(ANNA, Samples.event("critical").event(), Why.DUTY);
        REDIS.commands().xadd(stream, Map.of("event", "ref-1", "why", "DUTY"));
        REDIS.commands().xadd(stream, Map.of("event", "no such event", "why", "WOKEN"));
        REDIS.commands().xadd(stream, Map.of("html", "Hi", "kind", "reply", "until", "9999999999999"));
        Map<String, String> ours =
                REDIS.commands().xrange(stream, Range.unbounded()).get(0).getBody();
        REDIS.commands().xadd(stream, ours);
        route.put(ANNA, event("info", "Behind them"), Why.DUTY);
        route.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> route.waiting().isEmpty());

        assertThat(dead()).hasSize(4);
        assertThat(route.sum().missing()).isZero();
        assertThat(calls.stream().map(Call::text))
                .anyMatch(text -> text.contains("critical thing"))
                .anyMatch(text -> text.contains("Behind them"));

        route.deadLetters().replayAll().ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(dead()).as("it cannot be replayed").hasSize(4);
    }

    @Test
    void ledgerRecordsTheOutcomePerEventAndPerson() throws Exception {
        route.put(BORIS, event("critical", "Alone"), Why.DUTY);
        route.start();
        awaitNothingPending();
        refusals.add(refused(429, "Too Many Requests: retry after 60", Duration.ofSeconds(60)));
        route.put(ANNA, event("critical", "Held"), Why.WOKEN);
        await().until(() -> calls.size() == 2);
        await().until(() -> route.sum().waiting() == 1);
        refusals.add(refused(403, "Forbidden: bot was blocked by the user", null));
        route.put(BORIS, event("info", "Nobody there"), Why.DUTY);
        await().until(() -> dead().size() == 1);

        assertThat(states("ref-1")).containsExactly(BORIS + " Борис Лебедев SENT 1 duty");
        assertThat(states("ref-2")).containsExactly(ANNA + " Анна Орлова WAITING null woken");
        assertThat(states("ref-3"))
                .containsExactly(
                        BORIS + " Борис Лебедев DEAD null unreachable: 403 Forbidden: bot was blocked by the user");
        assertThat(route.ledger().person("" + ANNA))
                .singleElement()
                .satisfies(anna -> assertThat(anna.events()).singleElement().satisfies(told -> {
                    assertThat(told.title()).isEqualTo("Held");
                    assertThat(told.line().state()).isEqualTo(DeliveryOutcome.WAITING);
                }));
        assertThat(route.ledger().person("борис лебедев")).singleElement().satisfies(boris -> assertThat(boris.events())
                .extracting(told -> told.title() + " " + told.line().state())
                .containsExactly("Nobody there DEAD", "Alone SENT"));
        assertThat(route.ledger().person(Samples.BORIS.phone())).hasSize(1);
        assertThat(route.ledger().person(Samples.BORIS.phone()).toString()).doesNotContain(Samples.BORIS.phone());
        assertThat(route.sum()).isEqualTo(new LedgerBalance(3, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1));
    }

    @Test
    void textsGoAheadOfEventsInTheirOrderUnlessTheyAreObsolete() throws Exception {
        route.put(ANNA, event("critical", "Event"), Why.DUTY);
        route.put(text(ANNA, "<b>too old</b>", null, Instant.now()));
        route.put(text(ANNA, "first", "menu", Instant.now().plusSeconds(60)));
        route.put(text(ANNA, "<b>second</b>", null, Instant.now().plusSeconds(60)));
        route.put(text(ANNA, "third", "menu", Instant.now().plusSeconds(60)));
        route.users().disable(BORIS);
        route.put(text(
                BORIS, "to one who disabled notifications", null, Instant.now().plusSeconds(60)));
        refusals.add(refused(400, "Bad Request: can't parse entities", null));
        route.start();
        awaitNothingPending();

        assertThat(calls.stream().filter(call -> call.chat().equals("" + ANNA)).map(Call::text))
                .containsSubsequence("<b>second</b>", "third")
                .doesNotContain("first", "<b>too old</b>")
                .last()
                .asString()
                .contains("Event");
        assertThat(calls).extracting(Call::chat).contains("" + BORIS);
        assertThat(route.ledger().person("" + ANNA).get(0).events()).hasSize(1);
        assertThat(route.sum()).isEqualTo(new LedgerBalance(6, 4, 0, 2, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aTextToSomebodyWhoBlockedTheBotIsDropped() throws Exception {
        refusals.add(refused(403, "Forbidden: bot was blocked by the user", null));
        route.put(text(ANNA, "hello", null, Instant.now().plusSeconds(60)));
        route.start();
        awaitNothingPending();

        assertThat(route.users().byChat(ANNA).orElseThrow().reachable()).isFalse();
        assertThat(dead()).isEmpty();
        assertThat(route.sum()).isEqualTo(new LedgerBalance(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    }

    private static OutboxText text(long chat, String html, @Nullable String name, Instant until) {
        return new OutboxText(chat, "test", html, null, null, name, null, until);
    }

    @Test
    void ledgerRecordsTheMessageOfMergedEventsUntilItExpires() throws Exception {
        route.put(ANNA, event("critical", "First"), Why.HANDOVER);
        route.put(ANNA, event("critical", "Second"), Why.HANDOVER);
        route.start();
        awaitNothingPending();

        assertThat(states("ref-1")).containsExactly(ANNA + " Анна Орлова MERGED 1 handover");
        assertThat(states("ref-2")).containsExactly(ANNA + " Анна Орлова MERGED 1 handover");
        assertThat(route.ledger().person("" + ANNA).get(0).events()).hasSize(2);
        for (String key : REDIS.commands().keys("vestnik:ledger:*")) {
            if (!key.equals(REDIS.keys().ledgerCounts())) {
                assertThat(REDIS.commands().pttl(key))
                        .as(key)
                        .isBetween(1L, Duration.ofDays(7).toMillis());
            }
        }
    }

    @Test
    void ledgerRecordsDeadLettersThatTheConsumerBuries() throws Exception {
        route.telegram().whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("our own fault");
        });
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        REDIS.commands().hset(REDIS.keys().outbox() + ":tries", "" + ANNA, "9 0 9 0");
        route.start();
        awaitNothingPending();

        assertThat(states("ref-1")).containsExactly(ANNA + " Анна Орлова DEAD null failed");
        REDIS.commands().del(REDIS.keys().outbox() + ":dead");
        assertThat(states("ref-1")).containsExactly(ANNA + " Анна Орлова GONE null duty");
    }

    @Test
    void replayedDeadLetterKeepsItsLedgerRecord() throws Exception {
        refusals.add(refused(403, "Forbidden: bot was blocked by the user", null));
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();
        await().until(() -> dead().size() == 1);
        assertThat(route.sum()).isEqualTo(new LedgerBalance(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0));

        route.stop();
        route.users().setReachable(ANNA);
        route.replayDeadLetters();
        assertThat(route.sum()).as("it waits").isEqualTo(new LedgerBalance(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
        assertThat(states("ref-1")).containsExactly(ANNA + " Анна Орлова WAITING null duty");
        route.start();
        awaitNothingPending();

        assertThat(route.sum()).isEqualTo(new LedgerBalance(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(states("ref-1")).containsExactly(ANNA + " Анна Орлова SENT 2 duty");
        assertThat(route.ledger().person("" + ANNA).get(0).events())
                .extracting(told -> told.line().state())
                .containsExactly(DeliveryOutcome.SENT);
    }

    @Test
    void ledgerBalanceReportsAnEntryThatWasDeleted() throws Exception {
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        REDIS.commands().del(REDIS.keys().outbox() + ":" + ANNA);

        assertThat(route.sum().closes()).isFalse();
        assertThat(route.sum().missing()).isEqualTo(1);
        REDIS.commands().hincrby(REDIS.keys().ledgerCounts(), "sent", 1);
    }

    private List<String> states(String ref) {
        return route.ledger().event(ref).stream()
                .flatMap(event -> event.people().stream())
                .map(one -> one.chat() + " " + one.person() + " " + one.line().state() + " "
                        + one.line().message() + " " + one.line().remark())
                .toList();
    }

    @Test
    void singleEventIsSentInFullAndSettled() throws Exception {
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();

        awaitNothingPending();
        assertThat(calls).hasSize(1);
        assertThat(calls.peek().chat()).isEqualTo("1001");
        assertThat(calls.peek().text()).startsWith("🔴 <b>Авария:</b> Link down\nСевер · ");
        assertThat(calls.peek().parseMode()).isEqualTo("HTML");
        assertThat(route.count("vestnik.delivery.events", "fate", "sent")).isEqualTo(1);
    }

    @Test
    void pendingEventsAreOneDigestThatIsEditedWhileMoreCome() throws Exception {
        IntStream.range(0, 100).forEach(i -> route.put(ANNA, event("warning", "Event " + i), Why.DUTY));
        route.start();
        awaitNothingPending();
        route.put(ANNA, event("warning", "Event 100"), Why.DUTY);
        awaitNothingPending();

        assertThat(calls).hasSize(2);
        assertThat(calls.peek().text()).contains("100 событий", "Event 0 … 99");
        assertThat(calls).last().satisfies(call -> {
            assertThat(call.edit()).isTrue();
            assertThat(call.text()).contains("101 событие", "Event 0 … 100");
        });
        assertThat(route.count("vestnik.delivery.events", "fate", "merged")).isEqualTo(101);
        assertThat(states("ref-101")).containsExactly(ANNA + " Анна Орлова MERGED 1 duty");
    }

    @Test
    void aDigestWhoseMessageWasDeletedIsSentAnew() throws Exception {
        route.put(ANNA, event("warning", "First"), Why.DUTY);
        route.put(ANNA, event("warning", "Second"), Why.DUTY);
        route.start();
        awaitNothingPending();
        refusals.add(refused(400, "Bad Request: message to edit not found", null));
        route.put(ANNA, event("warning", "Third"), Why.DUTY);
        awaitNothingPending();

        assertThat(calls).extracting(Call::edit).containsExactly(false, true, false);
        assertThat(calls).last().satisfies(call -> assertThat(call.text()).contains("First", "Second", "Third"));
    }

    @Test
    void withoutMergingEachEventIsOneMessageInOrder() throws Exception {
        route.close();
        open(Map.of("vestnik.delivery.per-chat", "unlimited", "vestnik.delivery.merge", "false"));
        IntStream.range(0, 30).forEach(i -> route.put(ANNA, event("warning", "Event " + i + "."), Why.DUTY));
        route.start();

        awaitNothingPending();
        assertThat(calls.stream().map(call -> call.text().replaceAll("(?s).*(Event \\d+)\\..*", "$1")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "Event " + i).toList());
        assertThat(route.count("vestnik.delivery.events", "fate", "sent")).isEqualTo(30);
    }

    @Test
    void expiredAndUnreachableEntriesAreSettledAndCountedAndUnreachableOnesDispatchedAgain() throws Exception {
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

        awaitNothingPending();
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
    void rateLimitIsRetriedAfterTheGivenTimeAndNotCounted() throws Exception {
        for (int i = 0; i < 12; i++) {
            refusals.add(refused(429, "Too Many Requests: retry after 0", Duration.ofMillis(20)));
        }
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();

        awaitNothingPending();
        assertThat(calls).hasSize(13);
        assertThat(dead()).isEmpty();
        assertThat(route.count("vestnik.delivery.failures", "reason", "too-fast"))
                .isEqualTo(12);
    }

    @Test
    void rateLimitOfOneChatDoesNotHoldOthers() throws Exception {
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
    void blockedBotMarksTheUserUnreachableAndDispatchesAgain() throws Exception {
        refusals.add(refused(403, "Forbidden: bot was blocked by the user", null));
        route.put(ANNA, event("warning", "Link down"), Why.DUTY);
        route.put(ANNA, event("warning", "Fan stopped"), Why.DUTY);
        route.start();

        awaitNothingPending();
        assertThat(calls).hasSize(1);
        assertThat(route.users().byChat(ANNA).orElseThrow().unreachable()).isTrue();
        assertThat(dead()).hasSize(2).allSatisfy(letter -> assertThat(letter)
                .containsEntry("dead-reason", "unreachable: 403 Forbidden: bot was blocked by the user"));
        assertThat(REDIS.commands().xlen("again")).isEqualTo(2);
        assertThat(route.count("vestnik.delivery.events", "fate", "dead")).isEqualTo(2);
        assertThat(route.count("vestnik.delivery.events", "fate", "merged")).isZero();
    }

    @Test
    void aChatThatIsHeldForLongKeepsItsEntriesAndItsEventsAreDispatchedToOthersOnce() throws Exception {
        refusals.add(refused(429, "Too Many Requests: retry after 40000", Duration.ofSeconds(40_000)));
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();
        await().until(() -> REDIS.commands().xlen("again") == 1);

        assertThat(route.sum().waiting()).isEqualTo(1);
        assertThat(dead()).isEmpty();
        double due = REDIS.commands().zscore(REDIS.keys().outbox() + ":due", "" + ANNA);
        assertThat(due - System.currentTimeMillis()).isBetween(3_500_000.0, 3_600_000.0);
        assertThat(REDIS.commands().exists(REDIS.keys().sounded(ANNA))).isZero();
    }

    @Test
    void aFileThatAProxyRefusesIsSentAsItsSummaryAndARefusedSummaryIsADeadLetter() throws Exception {
        refusals.add(refusedByProxy(413));
        route.put(ANNA, longEvent("Core dump"), Why.DUTY);
        route.start();
        awaitNothingPending();
        assertThat(calls).extracting(Call::file).containsExactly(true, false);
        assertThat(calls).last().satisfies(call -> assertThat(call.text()).contains("Core dump", "xxx"));
        assertThat(route.health()).isEqualTo("UP");

        refusals.add(refusedByProxy(413));
        refusals.add(refusedByProxy(413));
        route.put(ANNA, longEvent("Another dump"), Why.DUTY);
        awaitNothingPending();
        assertThat(dead()).singleElement().satisfies(letter -> assertThat(letter.get("dead-reason"))
                .startsWith("refused: 413"));
        assertThat(route.health()).isEqualTo("UP");
    }

    private static TelegramUnavailableException refusedByProxy(int status) {
        return new TelegramUnavailableException(
                "sendDocument",
                CallOutcome.NOT_ANSWERED,
                false,
                "HTTP status " + status + " without a response of the Bot API",
                status);
    }

    private static Event longEvent(String title) {
        return new Event(
                null,
                null,
                "critical",
                title,
                "x".repeat(5_000),
                null,
                "north",
                List.of(),
                Instant.now(),
                null,
                null,
                null,
                Map.of());
    }

    @Test
    void unparsableMessageIsSentAgainAsPlainText() throws Exception {
        refusals.add(refused(400, "Bad Request: can't parse entities: Unexpected end tag at byte offset 5", null));
        route.put(ANNA, event("critical", "Link <down>"), Why.DUTY);
        route.start();

        awaitNothingPending();
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
    void migratedGroupIsFollowed() throws Exception {
        refusals.add(new TelegramRefusedException(
                "sendMessage", 400, "Bad Request: group chat was upgraded to a supergroup chat", null, -1009L));
        route.put(-5, event("critical", "Link down"), Why.DUTY);
        route.start();

        awaitNothingPending();
        assertThat(calls).extracting(Call::chat).containsExactly("-5", "-1009");
        route.put(-5, event("critical", "Link down again"), Why.DUTY);
        await().until(() -> calls.size() == 3);
        assertThat(calls).last().satisfies(call -> assertThat(call.chat()).isEqualTo("-1009"));
        awaitNothingPending();
    }

    @Test
    void rateLimitOfTheWholeBotHoldsAllChats() throws Exception {
        for (int i = 0; i < 3; i++) {
            refusals.add(refused(429, "Too Many Requests: retry after 4", Duration.ofSeconds(4)));
            route.put(-100 - i, event("critical", "Link down"), Why.DUTY);
        }
        route.start();
        await().until(() -> calls.size() == 3);
        await().until(() -> REDIS.commands().get(REDIS.keys().outbox() + ":rate") != null);
        Instant held = Instant.now();
        try (DeliveryRoute other = new DeliveryRoute(REDIS, Map.of("vestnik.delivery.per-bot", "unlimited"))) {
            other.telegram().whenAnyExchangeReceived(this::answer);
            other.start();
            route.put(ANNA, event("critical", "Somebody else's"), Why.DUTY);

            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> calls.size() == 3);
            awaitNothingPending();
            assertThat(Duration.between(held, Instant.now())).isGreaterThan(Duration.ofSeconds(3));
        }
        assertThat(calls).hasSize(7);
        assertThat(dead()).isEmpty();
    }

    @Test
    void lightLoadDoesNotWaitForTheRateOfTheBot() throws Exception {
        for (int i = 0; i < 10; i++) {
            route.put(-100 - i, event("critical", "Link down"), Why.DUTY);
        }
        route.start();
        awaitNothingPending();

        // Evenly spaced at 30 a second, the last would be free a third of a second after the first.
        assertThat(calls).hasSize(10);
        String pace = REDIS.commands().get(REDIS.keys().outbox() + ":rate");
        if (pace != null) {
            double free = Double.parseDouble(pace.split("[|]")[1]);
            double now = Long.parseLong(REDIS.commands().time().get(0)) * 1000.0;
            assertThat(free - now).as("ms until another may be sent").isLessThan(1_050);
        }
    }

    @Test
    void refusedEntryBecomesADeadLetterAloneInItsBatch() throws Exception {
        route.telegram().whenAnyExchangeReceived(exchange -> {
            String text =
                    exchange.getMessage().getBody(OutgoingTextMessage.class).getText();
            answer(exchange);
            if (text.contains("Poison")) {
                throw refused(400, "Bad Request: not this", null);
            }
        });
        route.put(ANNA, event("info", "Before"), Why.DUTY);
        route.put(ANNA, event("info", "Poison"), Why.DUTY);
        route.put(ANNA, event("info", "After"), Why.DUTY);
        route.start();

        awaitNothingPending();
        assertThat(dead()).singleElement().satisfies(letter -> assertThat(letter)
                .containsEntry("event", "ref-2")
                .containsEntry("dead-reason", "refused: 400 Bad Request: not this"));
        assertThat(calls).extracting(Call::text).anyMatch(text -> text.contains("Before"));
        assertThat(calls).last().satisfies(call -> assertThat(call.text()).contains("After"));
    }

    @Test
    void unavailableTelegramLosesAndCountsNothing() throws Exception {
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
    void wrongTokenStopsSending() throws Exception {
        refusals.add(refused(401, "Unauthorized", null));
        route.put(ANNA, event("critical", "Link down"), Why.DUTY);
        route.start();
        await().until(() -> calls.size() == 1);
        route.put(BORIS, event("critical", "Link down"), Why.DUTY);

        await().during(Duration.ofSeconds(1)).until(() -> calls.size() == 1);
        assertThat(route.waiting()).containsExactlyInAnyOrder("1001", "1002");
        assertThat(route.health()).isEqualTo("DOWN");
    }

    private void awaitNothingPending() {
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
