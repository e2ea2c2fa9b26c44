package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.SandboxFixture.ANNA;
import static dev.vestnik.sandbox.SandboxFixture.BORIS;
import static dev.vestnik.sandbox.SandboxFixture.GROUP;
import static dev.vestnik.sandbox.SandboxFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiResponse;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReceivingTest {
    private final SandboxFixture fixture = new SandboxFixture();

    @Test
    void aReplyArrivesWithTheMessageItRepliesTo() {
        int card = fixture.send(ANNA, "card").at("/result/message_id").asInt();
        fixture.people.text(ANNA, ANNA, "on my way", card, null);
        JsonNode message = fixture.updates(0).get(0).path("message");
        assertThat(message.path("text").asText()).isEqualTo("on my way");
        assertThat(message.at("/reply_to_message/message_id").asInt()).isEqualTo(card);
        assertThatThrownBy(() -> fixture.people.text(ANNA, ANNA, "on my way", card + 7, null))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void updatesComeAgainUntilTheyAreConfirmed() {
        fixture.people.text(ANNA, ANNA, "/start");
        fixture.people.text(ANNA, ANNA, "second");
        JsonNode first = fixture.updates(0);
        assertThat(first).hasSize(2).isEqualTo(fixture.updates(0));
        assertThat(first.get(0).path("message").path("entities").toString())
                .isEqualTo("[{\"type\":\"bot_command\",\"offset\":0,\"length\":6}]");
        assertThat(first.get(0)
                        .path("message")
                        .path("from")
                        .path("language_code")
                        .asText())
                .isEqualTo("ru");
        int next = first.get(0).path("update_id").asInt() + 1;
        assertThat(fixture.updates(next)).hasSize(1);
        assertThat(fixture.updates(next + 1)).isEmpty();
    }

    @Test
    void anOffsetOfBeforeARestartConfirmsNothingNew() {
        fixture.people.text(ANNA, ANNA, "after the restart");
        int former = fixture.updates(0).get(0).path("update_id").asInt() + 500;
        JsonNode updates = fixture.updates(former);
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).path("update_id").asInt()).isEqualTo(former);
        assertThat(fixture.updates(former + 1)).isEmpty();
    }

    @Test
    void aWaitingPollerIsServedAtOnce() throws Exception {
        CompletableFuture<ApiResponse> poll = poll(30);
        assertThat(poll).isNotDone();
        fixture.people.text(ANNA, ANNA, "hello");
        JsonNode updates = SandboxFixture.json(poll.get(1, TimeUnit.SECONDS)).path("result");
        assertThat(updates.get(0).path("message").path("text").asText()).isEqualTo("hello");
    }

    @Test
    void aPollEndsEmptyAtItsTimeout() throws Exception {
        long start = System.nanoTime();
        assertThat(SandboxFixture.json(poll(1).get(5, TimeUnit.SECONDS)).path("result"))
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void aSecondPollerSendsTheFirstAway() throws Exception {
        CompletableFuture<ApiResponse> first = poll(30);
        CompletableFuture<ApiResponse> second = poll(30);
        JsonNode answer = SandboxFixture.json(first.get(1, TimeUnit.SECONDS));
        assertThat(answer.path("error_code").asInt()).isEqualTo(409);
        assertThat(answer.path("description").asText()).contains("terminated by other getUpdates request");
        assertThat(second).isNotDone();
    }

    @Test
    void aWebhookAndAPollerExcludeEachOther() throws Exception {
        CompletableFuture<ApiResponse> poll = poll(30);
        fixture.call("setWebhook", SandboxJson.object().put("url", "https://127.0.0.1:1/hook"));
        assertThat(SandboxFixture.json(poll.get(1, TimeUnit.SECONDS))
                        .path("error_code")
                        .asInt())
                .isEqualTo(409);
        assertThat(fixture.call("getUpdates", SandboxJson.object())
                        .path("error_code")
                        .asInt())
                .isEqualTo(409);
        fixture.people.text(ANNA, ANNA, "waits");
        assertThat(fixture.call("getWebhookInfo", SandboxJson.object())
                        .path("result")
                        .path("pending_update_count")
                        .asInt())
                .isEqualTo(1);
        fixture.call("deleteWebhook", SandboxJson.object().put("drop_pending_updates", true));
        assertThat(fixture.updates(0)).isEmpty();
    }

    @Test
    void onlyAllowedUpdatesAreSent() {
        fixture.call("getUpdates", SandboxJson.object().put("allowed_updates", "[\"my_chat_member\"]"));
        fixture.people.text(ANNA, ANNA, "not wanted");
        fixture.people.standing(ANNA, SandboxChat.Standing.BLOCKED);
        JsonNode updates = fixture.updates(0);
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
        fixture.people.contact(ANNA, ANNA, ANNA);
        fixture.people.contact(GROUP, ANNA, BORIS);
        fixture.people.contact(ANNA, ANNA, "8 (916) 123-45-67", "Nobody", null);
        JsonNode updates = fixture.updates(0);
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
        fixture.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", keyboard));
        fixture.people.key(ANNA, ANNA, "Share");
        fixture.people.key(ANNA, ANNA, "Menu");
        JsonNode updates = fixture.updates(0);
        assertThat(updates.get(0)
                        .path("message")
                        .path("contact")
                        .path("user_id")
                        .asLong())
                .isEqualTo(ANNA);
        assertThat(updates.get(1).path("message").path("text").asText()).isEqualTo("Menu");
        fixture.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", "{\"remove_keyboard\":true}"));
        assertThatThrownBy(() -> fixture.people.key(ANNA, ANNA, "Menu")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPressIsAnsweredOnce() throws Exception {
        CompletableFuture<CallbackAnswer> answer = press();
        String id = fixture.updates(0).get(0).path("callback_query").path("id").asText();
        ObjectNode call = SandboxJson.object().put("callback_query_id", id).put("text", "done");
        assertThat(fixture.call("answerCallbackQuery", call).path("ok").asBoolean())
                .isTrue();
        assertThat(answer.get(1, TimeUnit.SECONDS)).isEqualTo(new CallbackAnswer("done", false, ""));
        assertThat(fixture.call("answerCallbackQuery", call).path("description").asText())
                .isEqualTo("Bad Request: query is too old and response timeout expired or query ID is invalid");
    }

    @Test
    void aLateAnswerIsRefused() {
        CompletableFuture<CallbackAnswer> answer = press();
        String id = fixture.updates(0).get(0).path("callback_query").path("id").asText();
        fixture.advance(Duration.ofMinutes(1));
        assertThat(fixture.call("answerCallbackQuery", SandboxJson.object().put("callback_query_id", id))
                        .path("error_code")
                        .asInt())
                .isEqualTo(400);
        assertThat(answer).isNotDone();
    }

    @Test
    void commandsAreShownInOnesLanguage() {
        fixture.call("setMyCommands", commands("help", ""));
        fixture.call("setMyCommands", commands("start", "ru"));
        assertThat(fixture.bot
                        .commands()
                        .shownTo("ru", 1, false)
                        .get(0)
                        .path("command")
                        .asText())
                .isEqualTo("start");
        assertThat(fixture.bot
                        .commands()
                        .shownTo("en-GB", 1, false)
                        .get(0)
                        .path("command")
                        .asText())
                .isEqualTo("help");
        var ofOneChat = commands("who", "");
        ofOneChat.putObject("scope").put("type", "chat").put("chat_id", 1);
        fixture.call("setMyCommands", ofOneChat);
        assertThat(fixture.bot.commands().shownTo("ru", 1, false).findValuesAsText("command"))
                .containsExactly("who");
        assertThat(fixture.bot.commands().shownTo("ru", 2, false).findValuesAsText("command"))
                .containsExactly("start");
        assertThat(fixture.call("getMyCommands", SandboxJson.object().put("language_code", "ru"))
                        .path("result"))
                .hasSize(1);
        assertThat(fixture.call("setMyCommands", commands("No", ""))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
    }

    private CompletableFuture<ApiResponse> poll(int seconds) {
        return fixture.api.call(
                SandboxFixture.TOKEN,
                "getUpdates",
                ApiArguments.of(SandboxJson.object().put("timeout", seconds)));
    }

    private CompletableFuture<CallbackAnswer> press() {
        String buttons = "{\"inline_keyboard\":[[{\"text\":\"Go\",\"callback_data\":\"go:1\"}]]}";
        int message = fixture.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", buttons))
                .path("result")
                .path("message_id")
                .asInt();
        return fixture.people.press(ANNA, ANNA, message, "go:1");
    }

    private static ObjectNode commands(String name, String language) {
        return SandboxJson.object()
                .put("commands", "[{\"command\":\"" + name + "\",\"description\":\"does\"}]")
                .put("language_code", language);
    }
}
