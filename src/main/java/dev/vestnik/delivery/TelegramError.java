package dev.vestnik.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Telegram to a call that it refused.
 *
 * @param code the error code, an HTTP status
 * @param description Telegram's text
 * @param retryAfter how long to wait; null: not given
 * @param migrateTo the id of the supergroup that replaced the group; null: not replaced
 */
public record TelegramError(
        int code,
        String description,
        @Nullable Duration retryAfter,
        @Nullable Long migrateTo) {}
