package dev.vestnik.component.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.FakeBotApi.Answer;
import dev.vestnik.component.telegram.FakeBotApi.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.model.IncomingCallbackQuery;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingIT {
    private static final String ROUTE = "updates";

    private final FakeBotApi telegram = new FakeBotApi();
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void aMessageIsRoutedAsCamelDocumentsItWithTheWholeUpdateInAHeader() {
        telegram.update(
                10,
                "\"message\":{\"message_id\":1,\"date\":1700000000,\"from\":{\"id\":1001,\"is_bot\":false,\"first_name\":\"Анна\","
                        + "\"language_code\":\"pt-br\"},\"chat\":{\"id\":1001,\"type\":\"private\"},\"message_thread_id\":3,"
                        + "\"contact\":{\"phone_number\":\"+70000000001\",\"first_name\":\"Анна\",\"user_id\":1001}}");
        try (TelegramContext camel = polling(routed::add)) {
            IncomingMessage message = one().getMessage().getBody(IncomingMessage.class);

            assertThat(message.getMessageId()).isEqualTo(1);
            assertThat(message.getFrom().getFirstName()).isEqualTo("Анна");
            assertThat(message).asString().doesNotContain("7000000");
            assertThat(one().getMessage()).asString().doesNotContain("7000000").doesNotContain("Анна");
            assertThat(one().getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID))
                    .isEqualTo("1001");
            assertThat(one().getMessage().getHeader(TelegramConstants.MESSAGE_TIMESTAMP))
                    .isEqualTo(1700000000000L);
            assertThat(one().getMessage().getHeader(AsyncTelegramConstants.UPDATE_ID))
                    .isEqualTo(10L);
            JsonNode raw = one().getMessage().getHeader(AsyncTelegramConstants.UPDATE, JsonNode.class);
            assertThat(raw.at("/message/contact/phone_number").asText()).isEqualTo("+70000000001");
            assertThat(raw.at("/message/contact/user_id").asLong()).isEqualTo(1001);
            assertThat(raw.at("/message/from/language_code").asText()).isEqualTo("pt-br");
            assertThat(raw.at("/message/message_thread_id").asLong()).isEqualTo(3);
        }
    }

    @Test
    void aBodyThatTheRouteSetsIsKept() {
        telegram.text(10, 5, "hi");
        try (TelegramContext camel = polling(exchange -> {
            exchange.getMessage().setBody(null);
            routed.add(exchange);
        })) {
            assertThat(one().getMessage().getBody()).isNull();
        }
    }

    @Test
    void aPressedButtonComesWithItsChat() {
        telegram.update(
                10,
                "\"callback_query\":{\"id\":\"77\",\"from\":{\"id\":5,\"language_code\":\"ru\"},\"data\":\"select:warning\","
                        + "\"message\":{\"message_id\":3,\"date\":1700000000,\"chat\":{\"id\":-100,\"type\":\"group\"}}}");
        try (TelegramContext camel = polling(routed::add)) {
            IncomingCallbackQuery query = one().getMessage().getBody(IncomingCallbackQuery.class);

            assertThat(query.getData()).isEqualTo("select:warning");
            assertThat(query.getFrom().getId()).isEqualTo(5);
            assertThat(one().getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID))
                    .isEqualTo("-100");
        }
    }

    @Test
    void aUserWhoBlocksTheBotIsRouted() {
        telegram.update(
                10,
                "\"my_chat_member\":{\"chat\":{\"id\":5,\"type\":\"private\"},\"from\":{\"id\":5},\"date\":1700000000,"
                        + "\"old_chat_member\":{\"status\":\"member\",\"user\":{\"id\":1}},"
                        + "\"new_chat_member\":{\"status\":\"kicked\",\"user\":{\"id\":1},\"until_date\":0}}");
        try (TelegramContext camel = polling(routed::add)) {
            JsonNode change = one().getMessage().getBody(JsonNode.class);

            assertThat(change.at("/new_chat_member/status").asText()).isEqualTo("kicked");
            assertThat(one().getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID))
                    .isEqualTo("5");
            assertThat(one().getMessage().getHeader(TelegramConstants.MESSAGE_TIMESTAMP))
                    .isEqualTo(1700000000000L);
        }
    }

    @Test
    void anEditedMessageIsKnownAsOne() {
        telegram.update(
                10,
                "\"edited_message\":{\"message_id\":1,\"date\":1700000000,\"edit_date\":1700000009,"
                        + "\"chat\":{\"id\":5,\"type\":\"private\"},\"text\":\"new\"}");
        try (TelegramContext camel = polling(routed::add)) {
            assertThat(one().getMessage().getBody(IncomingMessage.class).getText())
                    .isEqualTo("new");
            assertThat(one().getMessage()
                            .getHeader(AsyncTelegramConstants.UPDATE, JsonNode.class)
                            .at("/edited_message/edit_date")
                            .asLong())
                    .isEqualTo(1700000009L);
        }
    }

    @Test
    void onlyTheAllowedKindsAreAskedFor() {
        telegram.text(10, 5, "hi");
        try (TelegramContext camel =
                polling(routed::add, component -> component.setAllowedUpdates(List.of("message", "my_chat_member")))) {
            one();
            assertThat(polls().get(0).json().path("allowed_updates").toString())
                    .isEqualTo("[\"message\",\"my_chat_member\"]");
        }
    }

    @Test
    void aFailingUpdateDoesNotStopThoseBehindIt() {
        telegram.text(10, 5, "broken");
        telegram.update(11, "\"message\":{\"message_id\":\"not a number\",\"chat\":[]}");
        telegram.text(12, 5, "whole");
        Processor failing = exchange -> {
            if (exchange.getMessage().getBody(String.class).equals("broken")) {
                throw new IllegalStateException("as planned");
            }
            routed.add(exchange);
        };
        try (TelegramContext camel = polling(failing)) {
            assertThat(one().getMessage().getBody(String.class)).isEqualTo("whole");
            await().untilAsserted(() -> assertThat(telegram.waiting()).isZero());
            assertThat(camel.consumer(ROUTE).getFailedUpdates()).isEqualTo(2);
        }
    }

    @Test
    void withConfirmFailedOffAFailingUpdateComesAgainAndThoseOfItsChatStayBehindIt() {
        for (int id = 10; id < 30; id++) {
            telegram.text(id, 5 + id % 2, Integer.toString(id));
        }
        AtomicInteger failures = new AtomicInteger();
        Processor failing = exchange -> {
            String text = exchange.getMessage().getBody(String.class);
            if (text.equals("12") && failures.incrementAndGet() <= 3) {
                throw new IllegalStateException("as planned");
            }
            routed.add(exchange);
        };
        try (TelegramContext camel = polling(failing, component -> component.setConfirmFailed(false))) {
            await().untilAsserted(() -> assertThat(telegram.waiting()).isZero());

            assertThat(failures.get()).isEqualTo(4);
            assertThat(routed.stream().map(exchange -> exchange.getMessage().getBody(String.class)))
                    .filteredOn(text -> Integer.parseInt(text) % 2 == 0)
                    .as("those of one chat")
                    .containsSubsequence(IntStream.range(5, 15)
                            .mapToObj(i -> Integer.toString(2 * i))
                            .toList())
                    .filteredOn(text -> text.compareTo("12") >= 0)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aWebhookThatIsSetWhenPollingBeginsIsDeletedAndWhatWaitsIsKept() {
        telegram.script(
                "getUpdates",
                call -> Answer.refused(409, "Conflict: can't use getUpdates method while webhook is active", ""));
        telegram.script("deleteWebhook", call -> {
            telegram.unscript("getUpdates");
            return Answer.ok("true");
        });
        telegram.text(10, 5, "hi");
        try (TelegramContext camel = polling(routed::add)) {
            one();
            assertThat(telegram.calls("deleteWebhook")).hasSize(1);
            assertThat(telegram.calls("deleteWebhook").get(0).json().has("drop_pending_updates"))
                    .isFalse();

            telegram.script(
                    "getUpdates",
                    call -> Answer.refused(409, "Conflict: can't use getUpdates method while webhook is active", ""));
            camel.camel().getComponent("telegram", AsyncTelegramComponent.class).pollAgain();

            await().until(() -> camel.consumer(ROUTE).status() == PollStatus.CONFLICT);
            assertThat(telegram.calls("deleteWebhook"))
                    .as("that of another program")
                    .hasSize(1);
        }
    }

    @Test
    void anErrorInARouteDoesNotStopThoseBehindIt() {
        telegram.text(10, 5, "broken");
        telegram.text(11, 6, "whole");
        Processor failing = exchange -> {
            if (exchange.getMessage().getBody(String.class).equals("broken")) {
                throw new StackOverflowError("as planned");
            }
            routed.add(exchange);
        };
        try (TelegramContext camel = polling(failing)) {
            assertThat(one().getMessage().getBody(String.class)).isEqualTo("whole");
            await().untilAsserted(() -> assertThat(telegram.waiting()).isZero());
        }
    }

    @Test
    void whatIsNotFinishedIsNotConfirmedAndOtherChatsGoOn() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        Processor holding = exchange -> {
            if (exchange.getMessage().getBody(String.class).equals("slow")) {
                free.await(20, TimeUnit.SECONDS);
            }
            routed.add(exchange);
        };
        telegram.text(10, 5, "slow");
        telegram.text(11, 6, "quick");
        try (TelegramContext camel = polling(holding)) {
            assertThat(one().getMessage().getBody(String.class)).isEqualTo("quick");
            telegram.text(12, 7, "later");
            await().untilAsserted(() -> assertThat(routed).hasSize(2));

            assertThat(polls()).allSatisfy(poll -> assertThat(poll.offset()).isLessThanOrEqualTo(10));
            assertThat(camel.consumer(ROUTE).getOffsetLag()).isEqualTo(3);
            assertThat(camel.consumer(ROUTE).getUnfinishedUpdates()).isEqualTo(1);
            free.countDown();
            await().untilAsserted(() -> assertThat(telegram.waiting()).isZero());
            assertThat(routed).hasSize(3);
        }
    }

    @Test
    void theUpdatesOfOneChatStayInOrderAndNoneIsRoutedTwice() {
        Map<String, List<Integer>> byChat = new ConcurrentHashMap<>();
        int count = 300;
        IntStream.range(0, count).forEach(i -> telegram.text(1000 + i, i % 7, Integer.toString(i)));
        Processor collecting = exchange -> byChat.computeIfAbsent(
                        exchange.getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID, String.class),
                        chat -> new CopyOnWriteArrayList<>())
                .add(Integer.valueOf(exchange.getMessage().getBody(String.class)));
        try (TelegramContext camel = polling(collecting)) {
            await().untilAsserted(() -> assertThat(telegram.waiting()).isZero());

            assertThat(byChat.values().stream().mapToInt(List::size).sum()).isEqualTo(count);
            assertThat(byChat).hasSize(7).allSatisfy((chat, numbers) -> assertThat(numbers)
                    .isSorted());
        }
    }

    @Test
    void afterARestartPollingGoesOnAtTheStoredOffset() {
        MemoryStates states = new MemoryStates();
        telegram.text(10, 5, "first");
        try (TelegramContext camel = polling(routed::add, component -> component.setOffsetRepository(states))) {
            one();
            await().untilAsserted(() -> assertThat(states.states).containsKey("telegram-offset-123456"));
        }
        int before = polls().size();
        telegram.text(11, 5, "second");
        try (TelegramContext camel = polling(routed::add, component -> component.setOffsetRepository(states))) {
            await().untilAsserted(() -> assertThat(routed).hasSize(2));

            assertThat(polls().get(before).offset()).isEqualTo(11);
            assertThat(routed.get(1).getMessage().getBody(String.class)).isEqualTo("second");
        }
    }

    @Test
    void stoppingEndsALongPollAtOnce() {
        try (TelegramContext camel = polling(routed::add)) {
            awaitLongPoll();
            long begun = System.nanoTime();
            camel.consumer(ROUTE).stop();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            assertThat(camel.consumer(ROUTE).status()).isEqualTo(PollStatus.STOPPED);
        }
    }

    @Test
    void stoppingWaitsForWhatHasBegunAndKeepsItsOffset() throws Exception {
        MemoryStates states = new MemoryStates();
        AtomicInteger releases = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Processor holding = exchange -> {
            begun.countDown();
            free.await(20, TimeUnit.SECONDS);
            routed.add(exchange);
        };
        telegram.text(10, 5, "begun");
        telegram.text(11, 5, "behind it");
        TelegramContext camel = polling(holding, component -> {
            component.setOffsetRepository(states);
            component.setPollLease(lease(new AtomicBoolean(true), releases));
        });
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        AsyncTelegramConsumer consumer = camel.consumer(ROUTE);
        Thread stopping = new Thread(camel::close);
        stopping.start();
        await().until(() -> consumer.status() == PollStatus.STOPPED);
        assertThat(releases).hasValue(0);
        free.countDown();
        stopping.join(10_000);

        assertThat(routed).hasSize(1);
        assertThat(states.states.get("telegram-offset-123456")).startsWith("11 ");
        assertThat(releases).hasValue(1);
    }

    @Test
    void aSuspendedRoutePollsAgainWhenResumed() throws Exception {
        try (TelegramContext camel = polling(routed::add)) {
            awaitLongPoll();
            camel.camel().getRouteController().suspendRoute(ROUTE);
            telegram.text(10, 5, "meanwhile");
            assertThat(camel.consumer(ROUTE).status()).isEqualTo(PollStatus.STOPPED);
            camel.camel().getRouteController().resumeRoute(ROUTE);

            one();
            assertThat(camel.consumer(ROUTE).isPolling()).isTrue();
        }
    }

    @Test
    void withoutTheLeaseNothingIsAskedAndWithItPollingGoesOn() {
        AtomicBoolean ours = new AtomicBoolean(false);
        AtomicInteger asked = new AtomicInteger();
        PollLease lease = new PollLease() {
            @Override
            public boolean hold() {
                asked.incrementAndGet();
                return ours.get();
            }

            @Override
            public void release() {}
        };
        telegram.text(10, 5, "hi");
        try (TelegramContext camel = polling(routed::add, component -> component.setPollLease(lease))) {
            await().until(() -> asked.get() >= 2);
            assertThat(polls()).isEmpty();
            assertThat(camel.consumer(ROUTE).status()).isEqualTo(PollStatus.WAITING_FOR_LEASE);
            ours.set(true);
            one();

            ours.set(false);
            telegram.text(11, 5, "the last poll still brings this");
            await().until(() -> camel.consumer(ROUTE).status() == PollStatus.WAITING_FOR_LEASE);
            int polls = polls().size();
            int then = asked.get();
            await().until(() -> asked.get() > then);
            assertThat(polls()).hasSize(polls);
        }
    }

    /** An outage of Redis costs the lease; then nobody would poll until the end of the long poll. */
    @Test
    void aPollThatWaitsEndsWithItsLease() {
        AtomicBoolean ours = new AtomicBoolean(true);
        PollLease lease = new PollLease() {
            @Override
            public boolean hold() {
                return ours.get();
            }

            @Override
            public boolean held() {
                return ours.get();
            }

            @Override
            public void release() {}
        };
        try (TelegramContext camel = polling(routed::add, component -> component.setPollLease(lease))) {
            awaitLongPoll();
            ours.set(false);
            await().until(() -> camel.consumer(ROUTE).status() == PollStatus.WAITING_FOR_LEASE);

            ours.set(true);
            telegram.text(10, 5, "polled again");
            one();
        }
    }

    @Test
    void theNextHolderOfTheLeaseGoesOnWhereTheLastOneEnded() {
        MemoryStates states = new MemoryStates();
        AtomicBoolean ours = new AtomicBoolean(true);
        try (TelegramContext camel = polling(routed::add, component -> {
            component.setPollLease(lease(ours, new AtomicInteger()));
            component.setOffsetRepository(states);
        })) {
            awaitLongPoll();
            ours.set(false);
            telegram.text(10, 5, "mine");
            await().until(() -> camel.consumer(ROUTE).status() == PollStatus.WAITING_FOR_LEASE);
            states.setState("telegram-offset-123456", "42 " + java.time.Instant.now());
            ours.set(true);
            telegram.text(42, 5, "after the other's");

            await().untilAsserted(() -> assertThat(polls()).last().satisfies(last -> assertThat(last.offset())
                    .isGreaterThanOrEqualTo(42)));
        }
    }

    @Test
    void anotherPollerIsToldAndPollingTriesAgain() {
        telegram.script(
                "getUpdates", call -> Answer.refused(409, "Conflict: terminated by other getUpdates request", ""));
        try (TelegramContext camel = polling(routed::add)) {
            await().until(() -> camel.consumer(ROUTE).status() == PollStatus.CONFLICT);
            assertThat(camel.consumer(ROUTE).getLastPollError()).contains("one poller");
            telegram.text(10, 5, "hi");
            telegram.unscript("getUpdates");

            one();
            assertThat(camel.consumer(ROUTE).status()).isEqualTo(PollStatus.POLLING);
            assertThat(polls().get(1).json().path("timeout").asLong())
                    .as("another poller that still runs would end it")
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void aTokenThatIsRefusedOnceIsTriedAgain(int code) {
        telegram.script("getUpdates", call -> Answer.refused(code, "Unauthorized", ""));
        try (TelegramContext camel = polling(routed::add)) {
            await().until(() -> camel.consumer(ROUTE).status() == PollStatus.WRONG_TOKEN);

            assertThat(camel.consumer(ROUTE).getLastPollError())
                    .contains("no bot with this token")
                    .doesNotContain("AAH");
            assertThat(polls()).hasSizeLessThan(3);
            assertThat(camel.consumer(ROUTE).getHealthCheck().call().getState().name())
                    .isEqualTo("DOWN");
            telegram.text(10, 5, "hi");
            telegram.unscript("getUpdates");

            one();
            assertThat(camel.consumer(ROUTE).getHealthCheck().call().getState().name())
                    .isEqualTo("UP");
        }
    }

    @Test
    void anOffsetThatTheServerDoesNotKnowIsDropped() {
        telegram.script(
                "getUpdates",
                call -> Answer.ok(
                        call.json().path("offset").asLong() > 8
                                ? "[{\"update_id\":7,\"message\":{\"message_id\":1,\"date\":1,\"text\":\"hi\","
                                        + "\"chat\":{\"id\":5,\"type\":\"private\"}}}]"
                                : "[]"));
        MemoryStates states = new MemoryStates();
        states.setState("telegram-offset-123456", "1000 " + Instant.now());
        try (TelegramContext camel = polling(routed::add, component -> component.setOffsetRepository(states))) {
            one();
            await().until(() -> states.getState("telegram-offset-123456").startsWith("8 "));
            assertThat(routed).hasSize(1);
        }
    }

    @Test
    void aServerThatDoesNotWaitIsNotAskedWithoutPause() {
        telegram.script("getUpdates", call -> Answer.ok("[]"));
        MemoryStates states = new MemoryStates();
        states.setState("telegram-offset-123456", "1000 " + Instant.now());
        try (TelegramContext camel = polling(routed::add, component -> component.setOffsetRepository(states))) {
            await().until(() -> polls().stream().anyMatch(poll -> !poll.json().has("offset")));

            assertThat(polls()).hasSizeLessThan(15);
            assertThat(camel.consumer(ROUTE).status()).isEqualTo(PollStatus.POLLING);
        }
    }

    @Test
    void aServerThatFailsIsAskedAgain() {
        AtomicInteger failures = new AtomicInteger();
        telegram.script("getUpdates", call -> {
            if (failures.incrementAndGet() == 1) {
                telegram.unscript("getUpdates");
            }
            return new Answer(502, "<html>Bad Gateway</html>", Map.of());
        });
        telegram.text(10, 5, "hi");
        try (TelegramContext camel = polling(routed::add)) {
            one();
            assertThat(failures).hasValue(1);
            assertThat(camel.consumer(ROUTE).getHealthCheck().call().getState().name())
                    .isEqualTo("UP");
        }
    }

    @Test
    void aLeaseThatCannotBeAskedStopsNothingForGood() {
        AtomicInteger asked = new AtomicInteger();
        PollLease broken = new PollLease() {
            @Override
            public boolean hold() {
                if (asked.incrementAndGet() == 1) {
                    throw new IllegalStateException("Redis is away");
                }
                return true;
            }

            @Override
            public void release() {}
        };
        telegram.text(10, 5, "hi");
        try (TelegramContext camel = polling(routed::add, component -> component.setPollLease(broken))) {
            one();
        }
    }

    private TelegramContext polling(Processor processor) {
        return polling(processor, component -> {});
    }

    private TelegramContext polling(Processor processor, Consumer<AsyncTelegramComponent> options) {
        return TelegramContext.ours(telegram.uri(), options)
                .route(route -> route.from("telegram:bots").routeId(ROUTE).process(processor))
                .start();
    }

    private Exchange one() {
        await().until(() -> !routed.isEmpty());
        return routed.get(0);
    }

    private List<Call> polls() {
        return telegram.calls("getUpdates");
    }

    private void awaitLongPoll() {
        await().until(() ->
                polls().stream().anyMatch(poll -> poll.json().path("timeout").asLong() > 0));
    }

    private static PollLease lease(AtomicBoolean ours, AtomicInteger releases) {
        return new PollLease() {
            @Override
            public boolean hold() {
                return ours.get();
            }

            @Override
            public void release() {
                releases.incrementAndGet();
            }
        };
    }
}
