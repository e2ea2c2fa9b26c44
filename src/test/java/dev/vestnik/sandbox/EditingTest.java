package dev.vestnik.sandbox;

import static dev.vestnik.sandbox.SandboxFixture.ANNA;
import static dev.vestnik.sandbox.SandboxFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.chat.SandboxMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EditingTest {
    private static final String BUTTONS = "{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"a\"}]]}";

    private final SandboxFixture fixture = new SandboxFixture();
    private final int message = fixture.call(
                    "sendMessage", to(ANNA).put("text", "before").put("reply_markup", BUTTONS))
            .path("result")
            .path("message_id")
            .asInt();

    @Test
    void anEditChangesTextAndTakesTheButtonsAway() {
        JsonNode result =
                fixture.call("editMessageText", one().put("text", "after")).path("result");
        assertThat(result.path("text").asText()).isEqualTo("after");
        assertThat(result.has("edit_date")).isTrue();
        assertThat(result.has("reply_markup")).isFalse();
        assertThat(fixture.bot.chat(ANNA).messages(0))
                .extracting(SandboxMessage::text)
                .containsExactly("after");
    }

    @Test
    void anEditThatChangesNothingIsRefused() {
        ObjectNode same = one().put("text", " before ").put("reply_markup", BUTTONS);
        assertThat(refusal("editMessageText", same)).startsWith("Bad Request: message is not modified");
        assertThat(refusal("editMessageReplyMarkup", one().put("reply_markup", BUTTONS)))
                .startsWith("Bad Request: message is not modified");
        assertThat(fixture.call("editMessageReplyMarkup", one()).path("ok").asBoolean())
                .isTrue();
    }

    @Test
    void onlyItsOwnMessagesCanBeEdited() {
        int theirs = fixture.people.text(ANNA, ANNA, "hello").id();
        assertThat(refusal("editMessageText", to(ANNA).put("message_id", theirs).put("text", "x")))
                .isEqualTo("Bad Request: message can't be edited");
        assertThat(refusal(
                        "editMessageText",
                        to(ANNA).put("message_id", theirs + 1).put("text", "x")))
                .isEqualTo("Bad Request: message to edit not found");
    }

    @Test
    void aMessageOfBeforeTheRestartCanStillBeEdited() {
        JsonNode answer =
                fixture.call("editMessageText", to(ANNA).put("message_id", 17).put("text", "card"));
        assertThat(answer.path("result").path("message_id").asInt()).isEqualTo(17);
        assertThat(fixture.bot.chat(ANNA).messages(0))
                .extracting(SandboxMessage::id)
                .containsExactly(17, message);
    }

    @Test
    void aDeletedMessageIsGone() {
        assertThat(fixture.call("deleteMessage", one()).path("result").asBoolean())
                .isTrue();
        assertThat(fixture.bot.chat(ANNA).messages(0)).isEmpty();
        assertThat(refusal("deleteMessage", one())).isEqualTo("Bad Request: message to delete not found");
        assertThat(refusal("editMessageText", one().put("text", "x")))
                .isEqualTo("Bad Request: message to edit not found");
    }

    @Test
    void anOldMessageCannotBeDeleted() {
        fixture.advance(Duration.ofHours(49));
        assertThat(refusal("deleteMessage", one())).isEqualTo("Bad Request: message can't be deleted for everyone");
    }

    private ObjectNode one() {
        return to(ANNA).put("message_id", message);
    }

    private String refusal(String method, ObjectNode arguments) {
        return fixture.call(method, arguments).path("description").asText();
    }
}
