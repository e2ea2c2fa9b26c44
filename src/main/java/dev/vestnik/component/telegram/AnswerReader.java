package dev.vestnik.component.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells Telegram's yes from its no, and both from what is not Telegram's at all. */
final class AnswerReader {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private AnswerReader() {}

    /**
     * @return the {@code result}
     * @throws TelegramRefusedException Telegram said no
     * @throws TelegramUnavailableException a 5xx, or not JSON of Telegram's
     */
    static JsonNode result(String method, HttpAnswer answer) {
        JsonNode json = json(answer);
        boolean telegrams = json != null && json.path("ok").isBoolean();
        if (telegrams && json != null && json.path("ok").asBoolean()) {
            return json.path("result");
        }
        if (answer.status() >= SERVER_ERROR) {
            throw unanswered(method, answer, "HTTP status " + answer.status(), true);
        }
        if (telegrams && json != null) {
            throw refusal(method, answer, json);
        }
        if (answer.status() == TOO_MANY_REQUESTS) {
            throw new TelegramRefusedException(
                    method, TOO_MANY_REQUESTS, "Too Many Requests", seconds(answer.retryAfter()), null);
        }
        boolean success = answer.status() < 300;
        throw unanswered(
                method, answer, "HTTP status " + answer.status() + " without an answer of the Bot API", success);
    }

    private static @Nullable JsonNode json(HttpAnswer answer) {
        try {
            return TelegramJson.MAPPER.readTree(answer.body());
        } catch (IOException notJson) {
            return null;
        }
    }

    private static TelegramRefusedException refusal(String method, HttpAnswer answer, JsonNode json) {
        int code = json.path("error_code").asInt(answer.status());
        JsonNode parameters = json.path("parameters");
        JsonNode retryAfter = parameters.path("retry_after");
        JsonNode migrateTo = parameters.path("migrate_to_chat_id");
        return new TelegramRefusedException(
                method,
                code,
                json.path("description").asText("no description"),
                retryAfter.isNumber() ? Duration.ofSeconds(retryAfter.asLong()) : seconds(answer.retryAfter()),
                migrateTo.isNumber() ? migrateTo.asLong() : null);
    }

    private static TelegramUnavailableException unanswered(
            String method, HttpAnswer answer, String what, boolean maybeDelivered) {
        return new TelegramUnavailableException(
                method, CallOutcome.NOT_ANSWERED, maybeDelivered, what, answer.status());
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        if (header == null || !header.matches("\\d{1,9}")) {
            return null;
        }
        return Duration.ofSeconds(Long.parseLong(header));
    }
}
