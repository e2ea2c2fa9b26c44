package dev.vestnik.component.telegram.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.component.telegram.CallOutcome;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import dev.vestnik.component.telegram.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads responses of the Bot API: distinguishes a result, a refusal, and a response that is not from the Bot API. Internal to
 * the component.
 *
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests</a>
 */
public final class ResponseReader {
    private static final int FIRST_ERROR_STATUS = 300;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry after (\\d+)");

    private ResponseReader() {}

    /**
     * Reads a response.
     *
     * @return the {@code result}
     * @throws TelegramRefusedException if Telegram refused the call
     * @throws TelegramUnavailableException on a 5xx, or if the response is not from the Bot API
     */
    public static JsonNode result(String method, HttpResponse response) {
        ObjectNode json = json(response);
        if (json != null && json.path("ok").asBoolean()) {
            return json.path("result");
        }
        int status = response.status();
        if (status >= SERVER_ERROR) {
            throw unavailable(method, response, "HTTP status " + status, true);
        }
        if (json != null) {
            throw refusal(method, response, json);
        }
        if (status == TOO_MANY_REQUESTS) {
            throw new TelegramRefusedException(
                    method, TOO_MANY_REQUESTS, "Too Many Requests", seconds(response.retryAfter()), null);
        }
        throw unavailable(
                method,
                response,
                "HTTP status " + status + " without a response of the Bot API",
                status < FIRST_ERROR_STATUS);
    }

    /** The Bot API's object, which has a boolean {@code ok}; null: the body is something else, e.g. a proxy's page. */
    private static @Nullable ObjectNode json(HttpResponse response) {
        try {
            return TelegramJson.MAPPER.readTree(response.body()) instanceof ObjectNode object
                            && object.path("ok").isBoolean()
                    ? object
                    : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static TelegramRefusedException refusal(String method, HttpResponse response, JsonNode json) {
        JsonNode parameters = json.path("parameters");
        JsonNode retryAfter = parameters.path("retry_after");
        JsonNode migrateTo = parameters.path("migrate_to_chat_id");
        String description = json.path("description").asText("no description");
        return new TelegramRefusedException(
                method,
                json.path("error_code").asInt(response.status()),
                description,
                retryAfter.isNumber() ? Duration.ofSeconds(retryAfter.asLong()) : retryAfter(response, description),
                migrateTo.isNumber() ? migrateTo.asLong() : null);
    }

    /** The time in the header, else in the description. */
    private static @Nullable Duration retryAfter(HttpResponse response, String description) {
        Duration header = seconds(response.retryAfter());
        Matcher words = RETRY_AFTER.matcher(description);
        return header != null || !words.find() ? header : seconds(words.group(1));
    }

    private static TelegramUnavailableException unavailable(
            String method, HttpResponse response, String reason, boolean maybeDelivered) {
        return new TelegramUnavailableException(
                method, CallOutcome.NOT_ANSWERED, maybeDelivered, reason, response.status());
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        if (header == null || !header.matches("\\d{1,9}")) {
            return null;
        }
        return Duration.ofSeconds(Long.parseLong(header));
    }
}
