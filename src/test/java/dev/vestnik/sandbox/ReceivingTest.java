package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.Hands.ANNA;
import static dev.vestnik.sandbox.Hands.BORIS;
import static dev.vestnik.sandbox.Hands.GROUP;
import static dev.vestnik.sandbox.Hands.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReceivingTest {
    private final Hands hands = new Hands();

    @Test
    void updatesComeAgainUntilTheyAreConfirmed() {
        hands.people.text(ANNA, ANNA, "/start");
        hands.people.text(ANNA, ANNA, "second");
        JsonNode first = hands.updates(0);
        assertThat(first).hasSize(2).isEqualTo(hands.updates(0));
        assertThat(first.get(0).path("message").path("entities").toString())
                .isEqualTo("[{\"type\":\"bot_command\",\"offset\":0,\"length\":6}]");
        assertThat(first.get(0)
                        .path("message")
                        .path("from")
                        .path("language_code")
                        .asText())
                .isEqualTo("ru");
        int next = first.get(0).path("update_id").asInt() + 1;
        assertThat(hands.updates(next)).hasSize(1);
        assertThat(hands.updates(next + 1)).isEmpty();
    }

    @Test
    void anOffsetOfBeforeARestartConfirmsNothingNew() {
        hands.people.text(ANNA, ANNA, "after the restart");
        int former = hands.updates(0).get(0).path("update_id").asInt() + 500;
        JsonNode updates = hands.updates(former);
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).path("update_id").asInt()).isEqualTo(former);
        assertThat(hands.updates(former + 1)).isEmpty();
    }

    @Test
    void aWaitingPollerIsServedAtOnce() throws Exception {
        CompletableFuture<Outcome> poll = poll(30);
        assertThat(poll).isNotDone();
        hands.people.text(ANNA, ANNA, "hello");
        JsonNode updates = Hands.json(poll.get(1, TimeUnit.SECONDS)).path("result");
        assertThat(updates.get(0).path("message").path("text").asText()).isEqualTo("hello");
    }

    @Test
    void aPollEndsEmptyAtItsTimeout() throws Exception {
        long start = System.nanoTime();
        assertThat(Hands.json(poll(1).get(5, TimeUnit.SECONDS)).path("result")).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void aSecondPollerSendsTheFirstAway() throws Exception {
        CompletableFuture<Outcome> first = poll(30);
        CompletableFuture<Outcome> second = poll(30);
        JsonNode answer = Hands.json(first.get(1, TimeUnit.SECONDS));
        assertThat(answer.path("error_code").asInt()).isEqualTo(409);
        assertThat(answer.path("description").asText()).contains("terminated by other getUpdates request");
        assertThat(second).isNotDone();
    }

    @Test
    void aWebhookAndAPollerExcludeEachOther() throws Exception {
        CompletableFuture<Outcome> poll = poll(30);
        hands.call("setWebhook", Json.object().put("url", "https://example.org/hook"));
        assertThat(Hands.json(poll.get(1, TimeUnit.SECONDS)).path("error_code").asInt())
                .isEqualTo(409);
        assertThat(hands.call("getUpdates", Json.object()).path("error_code").asInt())
                .isEqualTo(409);
        hands.people.text(ANNA, ANNA, "waits");
        assertThat(hands.call("getWebhookInfo", Json.object())
                        .path("result")
                        .path("pending_update_count")
                        .asInt())
                .isEqualTo(1);
        hands.call("deleteWebhook", Json.object().put("drop_pending_updates", true));
        assertThat(hands.updates(0)).isEmpty();
    }

    @Test
    void onlyAllowedUpdatesAreSent() {
        hands.call("getUpdates", Json.object().put("allowed_updates", "[\"my_chat_member\"]"));
        hands.people.text(ANNA, ANNA, "not wanted");
        hands.people.standing(ANNA, Chat.Standing.BLOCKED);
        JsonNode updates = hands.updates(0);
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0)
                        .path("my_chat_member")
                        .path("new_chat_member")
                        .path("status")
                        .asText())
                .isEqualTo("kicked");
    }

    @Test
    void aContactIsOnesOwnOrAnothers() {
        hands.people.contact(ANNA, ANNA, ANNA);
        hands.people.contact(GROUP, ANNA, BORIS);
        hands.people.contact(ANNA, ANNA, "8 (916) 123-45-67", "Nobody", null);
        JsonNode updates = hands.updates(0);
        JsonNode own = updates.get(0).path("message");
        assertThat(own.path("contact").path("user_id").asLong())
                .isEqualTo(own.path("from").path("id").asLong());
        JsonNode other = updates.get(1).path("message");
        assertThat(other.path("contact").path("user_id").asLong()).isEqualTo(BORIS);
        assertThat(other.path("chat").path("type").asText()).isEqualTo("group");
        assertThat(updates.get(2).path("message").path("contact").has("user_id"))
                .isFalse();
    }

    @Test
    void aReplyKeyIsPressedOnlyWhileItIsShown() {
        String keyboard = "{\"keyboard\":[[{\"text\":\"Share\",\"request_contact\":true},\"Menu\"]]}";
        hands.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", keyboard));
        hands.people.key(ANNA, ANNA, "Share");
        hands.people.key(ANNA, ANNA, "Menu");
        JsonNode updates = hands.updates(0);
        assertThat(updates.get(0)
                        .path("message")
                        .path("contact")
                        .path("user_id")
                        .asLong())
                .isEqualTo(ANNA);
        assertThat(updates.get(1).path("message").path("text").asText()).isEqualTo("Menu");
        hands.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", "{\"remove_keyboard\":true}"));
        assertThatThrownBy(() -> hands.people.key(ANNA, ANNA, "Menu")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPressIsAnsweredOnce() throws Exception {
        CompletableFuture<CallbackAnswer> answer = press();
        String id = hands.updates(0).get(0).path("callback_query").path("id").asText();
        ObjectNode call = Json.object().put("callback_query_id", id).put("text", "done");
        assertThat(hands.call("answerCallbackQuery", call).path("ok").asBoolean())
                .isTrue();
        assertThat(answer.get(1, TimeUnit.SECONDS)).isEqualTo(new CallbackAnswer("done", false, ""));
        assertThat(hands.call("answerCallbackQuery", call).path("description").asText())
                .isEqualTo("Bad Request: query is too old and response timeout expired or query ID is invalid");
    }

    @Test
    void aLateAnswerIsRefused() {
        CompletableFuture<CallbackAnswer> answer = press();
        String id = hands.updates(0).get(0).path("callback_query").path("id").asText();
        hands.pass(Duration.ofMinutes(1));
        assertThat(hands.call("answerCallbackQuery", Json.object().put("callback_query_id", id))
                        .path("error_code")
                        .asInt())
                .isEqualTo(400);
        assertThat(answer).isNotDone();
    }

    @Test
    void commandsAreShownInOnesLanguage() {
        hands.call("setMyCommands", commands("help", ""));
        hands.call("setMyCommands", commands("start", "ru"));
        assertThat(hands.bot
                        .commands()
                        .shownTo("ru", false)
                        .get(0)
                        .path("command")
                        .asText())
                .isEqualTo("start");
        assertThat(hands.bot
                        .commands()
                        .shownTo("en-GB", false)
                        .get(0)
                        .path("command")
                        .asText())
                .isEqualTo("help");
        assertThat(hands.call("getMyCommands", Json.object().put("language_code", "ru"))
                        .path("result"))
                .hasSize(1);
        assertThat(hands.call("setMyCommands", commands("No", ""))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
    }

    private CompletableFuture<Outcome> poll(int seconds) {
        return hands.api.call(
                Hands.TOKEN, "getUpdates", Arguments.of(Json.object().put("timeout", seconds)));
    }

    private CompletableFuture<CallbackAnswer> press() {
        String buttons = "{\"inline_keyboard\":[[{\"text\":\"Go\",\"callback_data\":\"go:1\"}]]}";
        int message = hands.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", buttons))
                .path("result")
                .path("message_id")
                .asInt();
        return hands.people.press(ANNA, ANNA, message, "go:1");
    }

    private static ObjectNode commands(String name, String language) {
        return Json.object()
                .put("commands", "[{\"command\":\"" + name + "\",\"description\":\"does\"}]")
                .put("language_code", language);
    }
}
