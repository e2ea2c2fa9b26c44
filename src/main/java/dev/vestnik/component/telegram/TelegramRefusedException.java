package dev.vestnik.component.telegram;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.camel.component.telegram.TelegramException;
import org.jspecify.annotations.Nullable;

/**
 * Telegram answered and refused the call, which had no effect. Contains neither token nor address nor any part of the message:
 * quotations in Telegram's description are removed.
 *
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests</a>
 */
public final class TelegramRefusedException extends TelegramException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_DESCRIPTION_LENGTH = 300;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|(?<!\\w)'[^']*'");

    private final String method;
    private final @Nullable Duration retryAfter;
    private final @Nullable Long migrateTo;

    /**
     * @param method Bot API method, e.g. {@code sendMessage}
     * @param errorCode Telegram's {@code error_code}, e.g. 429
     * @param description Telegram's {@code description}
     * @param retryAfter {@code parameters.retry_after}; null: none
     * @param migrateTo {@code parameters.migrate_to_chat_id}; null: none
     */
    public TelegramRefusedException(
            String method, int errorCode, String description, @Nullable Duration retryAfter, @Nullable Long migrateTo) {
        super(
                "Telegram refused " + method + ": " + errorCode + " " + removeQuotations(description),
                errorCode,
                removeQuotations(description));
        this.method = method;
        this.retryAfter = retryAfter;
        this.migrateTo = migrateTo;
    }

    /** The refused Bot API method, e.g. {@code sendMessage}. */
    public String method() {
        return method;
    }

    /** Telegram's {@code error_code}, e.g. 429. */
    public int errorCode() {
        return getHttpResponseCode();
    }

    /** Telegram's {@code description}, e.g. {@code Bad Request: chat not found}; quotations are replaced by an ellipsis. */
    public String description() {
        return getHttpResponseStatus();
    }

    /** With a 429: how long to wait before the next call to the same chat, or of the same bot. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The id of the supergroup that replaces the group. */
    public OptionalLong migrateTo() {
        return migrateTo == null ? OptionalLong.empty() : OptionalLong.of(migrateTo);
    }

    /** The error code as an outcome. */
    public CallOutcome outcome() {
        return CallOutcome.ofErrorCode(errorCode());
    }

    private static String removeQuotations(String description) {
        String safe = QUOTED.matcher(description).replaceAll("\"…\"");
        return safe.length() <= MAX_DESCRIPTION_LENGTH ? safe : safe.substring(0, MAX_DESCRIPTION_LENGTH) + "…";
    }
}
