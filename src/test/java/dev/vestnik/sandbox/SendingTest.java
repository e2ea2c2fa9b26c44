package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.SandboxFixture.ANNA;
import static dev.vestnik.sandbox.SandboxFixture.GROUP;
import static dev.vestnik.sandbox.SandboxFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.chat.SandboxMessage;
import dev.vestnik.sandbox.fault.RateLimits;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.sandbox.protocol.UploadedFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingTest {
    private final SandboxFixture fixture = new SandboxFixture();

    @Test
    void aMessageArrivesInItsChat() {
        JsonNode result = fixture.html("<b>Link</b> down &lt;3").path("result");
        assertThat(result.path("text").asText()).isEqualTo("Link down <3");
        assertThat(result.path("entities").toString()).isEqualTo("[{\"type\":\"bold\",\"offset\":0,\"length\":4}]");
        assertThat(result.path("chat").path("type").asText()).isEqualTo("private");
        assertThat(result.path("from").path("is_bot").asBoolean()).isTrue();
        assertThat(fixture.bot.chat(ANNA).messages(0))
                .extracting(SandboxMessage::text)
                .containsExactly("Link down <3");
        assertThat(fixture.bot.journal().after(0, 10))
                .extracting(CallJournal.Entry::chat)
                .containsExactly(ANNA);
    }

    @Test
    void idsGrowOverARestart() {
        int last = fixture.send(ANNA, "one").path("result").path("message_id").asInt();
        Sandbox later = new Sandbox(
                SandboxFixture.TOKEN,
                java.time.Clock.fixed(java.time.Instant.parse("2026-11-23T10:00:10Z"), java.time.ZoneOffset.UTC),
                Sandbox.Settings.DEFAULT);
        assertThat(later.firstId()).isGreaterThan(last);
    }

    @Test
    void aCallWithoutATokenThatExistsIsUnauthorized() {
        assertThat(description("1:wrong", "getMe")).isEqualTo("401 Unauthorized");
        assertThat(description("nonsense", "getMe")).isEqualTo("404 Not Found");
        assertThat(description(SandboxFixture.TOKEN, "sendTelepathy")).isEqualTo("404 Not Found");
        assertThat(description(SandboxFixture.TOKEN, "GETME")).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "'', message text is empty",
        "'  ', message text is empty",
        "<b></b>, message text is empty",
        "a <b>b, can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        "1 < 2, can't parse entities: Unsupported start tag \"\" at byte offset 2",
        "<div>x</div>, can't parse entities: Unsupported start tag \"div\" at byte offset 0",
        "я<b>x</i>, 'can''t parse entities: Unmatched end tag at byte offset 6, expected \"</b>\", found \"</i>\"'",
        "x</b>, can't parse entities: Unexpected end tag at byte offset 1",
        "<a href=\"x, can't parse entities: Unclosed start tag at byte offset 0",
        "<span>x</span>, can't parse entities: Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"
    })
    void brokenTextsAreRefusedInTelegramsWords(String text, String words) {
        JsonNode answer = fixture.html(text);
        assertThat(answer.path("error_code").asInt()).isEqualTo(400);
        assertThat(answer.path("description").asText()).isEqualTo("Bad Request: " + words);
    }

    @Test
    void textIsMeasuredInUtf16UnitsAfterParsing() {
        assertThat(fixture.html("<b>" + "x".repeat(4096) + "</b>").path("ok").asBoolean())
                .isTrue();
        assertThat(fixture.html("😀".repeat(2048)).path("ok").asBoolean()).isTrue();
        assertThat(fixture.html("😀".repeat(2048) + "x").path("description").asText())
                .isEqualTo("Bad Request: message is too long");
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false"})
    void callbackDataHasUpTo64Bytes(int bytes, boolean fits) {
        JsonNode answer = fixture.call(
                "sendMessage",
                to(ANNA).put("text", "x")
                        .put(
                                "reply_markup",
                                "{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"" + "d".repeat(bytes)
                                        + "\"}]]}"));
        assertThat(answer.path("ok").asBoolean()).isEqualTo(fits);
        assertThat(answer.path("description").asText()).isEqualTo(fits ? "" : "Bad Request: BUTTON_DATA_INVALID");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':'Take','callback_data':'take:1:1','style':'success'} | ok",
                "{'text':'Take','callback_data':'take:1:1','style':'pink'} | can't parse inline keyboard button: Invalid"
                        + " button style specified",
                "{'text':'Zabbix','url':'https://zabbix.example/1'} | ok",
                "{'text':'Zabbix','url':'zabbix'} | BUTTON_URL_INVALID",
                "{'text':'Copy','copy_text':{'text':'10.1.0.7'}} | ok",
                "{'text':'Copy','copy_text':{'text':''}} | BUTTON_COPY_TEXT_INVALID",
                "{'text':'Copy','copy_text':'10.1.0.7'} | BUTTON_COPY_TEXT_INVALID",
                "{'text':'Nothing'} | can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            })
    void aButtonCallsBackOpensOrCopies(String button, String expected) {
        String keyboard = "{\"inline_keyboard\":[[" + button.replace('\'', '"') + "]]}";
        JsonNode answer = fixture.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", keyboard));
        assertThat(answer.path("description").asText("Bad Request: ok")).isEqualTo("Bad Request: " + expected);
        if (answer.path("ok").asBoolean()) {
            assertThat(answer.at("/result/reply_markup/inline_keyboard/0/0"))
                    .isEqualTo(SandboxFixture.read(button.replace('\'', '"')));
        }
    }

    @Test
    void aKeyboardHasUpTo100Buttons() {
        String button = "{\"text\":\"a\",\"callback_data\":\"a\"}";
        String row = "[" + button + ("," + button).repeat(9) + "]";
        String most = "{\"inline_keyboard\":[" + row + ("," + row).repeat(9) + "%s]}";
        assertThat(fixture.call("sendMessage", to(ANNA).put("text", "x").put("reply_markup", most.formatted("")))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(fixture.call(
                                "sendMessage",
                                to(ANNA).put("text", "x").put("reply_markup", most.formatted(",[" + button + "]")))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: REPLY_MARKUP_TOO_LONG");
    }

    @Test
    void aReplyShowsTheMessageItRepliesTo() {
        int card = fixture.send(ANNA, "card").at("/result/message_id").asInt();
        JsonNode reply = fixture.call(
                "sendMessage", to(ANNA).put("text", "up").put("reply_parameters", "{\"message_id\":" + card + "}"));
        assertThat(reply.at("/result/reply_to_message/text").asText()).isEqualTo("card");
        JsonNode older = fixture.call("sendMessage", to(ANNA).put("text", "up").put("reply_to_message_id", card));
        assertThat(older.at("/result/reply_to_message/message_id").asInt()).isEqualTo(card);
    }

    @Test
    void aReplyToNothingIsRefusedUnlessItMayBeSentAlone() {
        int last = fixture.send(ANNA, "card").at("/result/message_id").asInt();
        String nothing = "{\"message_id\":" + (last + 7) + "%s}";
        assertThat(fixture.call(
                                "sendMessage",
                                to(ANNA).put("text", "up").put("reply_parameters", nothing.formatted("")))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: message to be replied not found");
        JsonNode alone = fixture.call(
                "sendMessage",
                to(ANNA).put("text", "up")
                        .put("reply_parameters", nothing.formatted(",\"allow_sending_without_reply\":true")));
        assertThat(alone.path("ok").asBoolean()).isTrue();
        assertThat(alone.path("result").has("reply_to_message")).isFalse();
    }

    @Test
    void aContactCannotBeAskedForInAGroup() {
        String keyboard = "{\"keyboard\":[[{\"text\":\"Share\",\"request_contact\":true}]]}";
        assertThat(fixture.call("sendMessage", to(GROUP).put("text", "x").put("reply_markup", keyboard))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: phone number can be requested in private chats only");
    }

    @Test
    void unknownChatsAreNotFound() {
        assertThat(fixture.send(77, "x").path("description").asText()).isEqualTo("Bad Request: chat not found");
    }

    @Test
    void aBotThatIsShutOutIsForbidden() {
        fixture.people.standing(ANNA, SandboxChat.Standing.BLOCKED);
        fixture.people.standing(GROUP, SandboxChat.Standing.KICKED);
        assertThat(fixture.send(ANNA, "x").path("description").asText())
                .isEqualTo("Forbidden: bot was blocked by the user");
        assertThat(fixture.send(GROUP, "x").path("description").asText())
                .isEqualTo("Forbidden: bot was kicked from the group chat");
        fixture.people.standing(ANNA, SandboxChat.Standing.OPEN);
        assertThat(fixture.send(ANNA, "x").path("ok").asBoolean()).isTrue();
        assertThat(fixture.bot.counters().refusals()).containsEntry(403, 2L);
    }

    @Test
    void aTopicTakesMessagesUntilItIsClosed() {
        long forum = -1_000_000_002_002L;
        JsonNode sent = fixture.call("sendMessage", to(forum).put("text", "x").put("message_thread_id", 2));
        assertThat(sent.path("result").path("message_thread_id").asInt()).isEqualTo(2);
        assertThat(sent.path("result").path("is_topic_message").asBoolean()).isTrue();
        assertThat(sent.at("/result/chat/is_forum").asBoolean()).isTrue();

        assertThat(fixture.call("sendMessage", to(forum).put("text", "x").put("message_thread_id", 9))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: message thread not found");
        fixture.people.topic(forum, 2, true);
        assertThat(fixture.call("sendMessage", to(forum).put("text", "x").put("message_thread_id", 2))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: TOPIC_CLOSED");
        assertThat(fixture.send(forum, "in no topic").path("ok").asBoolean()).isTrue();
        fixture.people.topic(forum, 2, false);
        fixture.people.text(forum, ANNA, "hello", null, 2);
        JsonNode update = fixture.updates(0).get(0).path("message");
        assertThat(update.path("message_thread_id").asInt()).isEqualTo(2);
        assertThat(update.path("is_topic_message").asBoolean()).isTrue();
    }

    @Test
    void aGroupThatBecameASupergroupTellsItsNewId() {
        long raised = fixture.people.migrate(GROUP);
        JsonNode answer = fixture.send(GROUP, "x");
        assertThat(answer.path("parameters").path("migrate_to_chat_id").asLong())
                .isEqualTo(raised);
        assertThat(fixture.send(raised, "x")
                        .path("result")
                        .path("chat")
                        .path("type")
                        .asText())
                .isEqualTo("supergroup");
    }

    @Test
    void aDocumentIsKeptWithItsCaption() {
        byte[] bytes = "lines".getBytes(StandardCharsets.UTF_8);
        JsonNode result = fixture.upload(
                        to(ANNA).put("caption", "<i>All</i>").put("parse_mode", "HTML"),
                        new UploadedFile("events.txt", "text/plain", bytes))
                .path("result");
        assertThat(result.path("caption").asText()).isEqualTo("All");
        assertThat(result.path("document").path("file_size").asInt()).isEqualTo(bytes.length);
        assertThat(fixture.bot.chat(ANNA).messages(0))
                .extracting(message -> message.document() == null
                        ? new byte[0]
                        : message.document().bytes())
                .containsExactly(bytes);
        assertThat(fixture.call("sendDocument", to(ANNA)).path("description").asText())
                .isEqualTo("Bad Request: there is no document in the request");
    }

    @Test
    void filesDoNotFillTheMemory() {
        fixture.bot.limits(RateLimits.NONE);
        for (int i = 0; i < 10; i++) {
            fixture.upload(to(ANNA), new UploadedFile("big.txt", "text/plain", new byte[20 * 1024 * 1024]));
        }
        assertThat(fixture.bot.chat(ANNA).messages(0)).hasSize(3);
    }

    @Test
    void onlyTheLastMessagesAreKept() {
        SandboxFixture few = new SandboxFixture(new Sandbox.Settings(3, 2));
        for (int i = 0; i < 5; i++) {
            few.send(ANNA, "m" + i);
        }
        assertThat(few.bot.chat(ANNA).messages(0))
                .extracting(SandboxMessage::text)
                .containsExactly("m2", "m3", "m4");
        assertThat(few.bot.journal().after(0, 10))
                .extracting(CallJournal.Entry::number)
                .containsExactly(4L, 5L);
        assertThat(few.bot.counters().messages()).containsEntry(ANNA, 5L);
    }

    private String description(String token, String method) {
        JsonNode answer = SandboxFixture.json(fixture.api
                .call(token, method, ApiArguments.of(SandboxJson.object()))
                .join());
        return answer.path("ok").asBoolean()
                ? "ok"
                : answer.path("error_code").asInt() + " "
                        + answer.path("description").asText();
    }
}
