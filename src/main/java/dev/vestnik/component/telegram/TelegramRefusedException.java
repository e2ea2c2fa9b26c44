package dev.vestnik.component.telegram;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.camel.component.telegram.TelegramException;
import org.jspecify.annotations.Nullable;

/**
 * Telegram has answered and said no: the call had no effect. Holds neither token nor address, and nothing of the message: what
 * Telegram quotes from it is left out.
 *
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests</a>
 */
public final class TelegramRefusedException extends TelegramException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_DESCRIPTION = 300;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|(?<!\\w)'[^']*'");

    private final String method;
    private final @Nullable Duration retryAfter;
    private final @Nullable Long migrateTo;

    /**
     * @param method of the Bot API, e.g. {@code sendMessage}
     * @param errorCode as Telegram says it, e.g. 429
     * @param description as Telegram says it
     * @param retryAfter {@code parameters.retry_after}
     * @param migrateTo {@code parameters.migrate_to_chat_id}
     */
    public TelegramRefusedException(
            String method, int errorCode, String description, @Nullable Duration retryAfter, @Nullable Long migrateTo) {
        super(
                "Telegram refused " + method + ": " + errorCode + " " + withoutQuotations(description),
                errorCode,
                withoutQuotations(description));
        this.method = method;
        this.retryAfter = retryAfter;
        this.migrateTo = migrateTo;
    }

    /** The refused method of the Bot API, e.g. {@code sendMessage}. */
    public String method() {
        return method;
    }

    /** Telegram's {@code error_code}, e.g. 429. */
    public int errorCode() {
        return getHttpResponseCode();
    }

    /** Telegram's {@code description}, e.g. {@code Bad Request: chat not found}; quotations in it are replaced by an ellipsis. */
    public String description() {
        return getHttpResponseStatus();
    }

    /** How long to wait before the next call of this scope; with a 429. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The supergroup that the group has become. */
    public OptionalLong migrateTo() {
        return migrateTo == null ? OptionalLong.empty() : OptionalLong.of(migrateTo);
    }

    /** The code as a label. */
    public CallOutcome outcome() {
        return CallOutcome.ofErrorCode(errorCode());
    }

    private static String withoutQuotations(String description) {
        String safe = QUOTED.matcher(description).replaceAll("\"…\"");
        return safe.length() <= LONGEST_DESCRIPTION ? safe : safe.substring(0, LONGEST_DESCRIPTION) + "…";
    }
}
