package dev.vestnik.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Telegram's answer to a call that it refused.
 *
 * @param code the error code, as in HTTP
 * @param description Telegram's words
 * @param retryAfter how long to wait; null: not said
 * @param migrateTo the id that the group has now; null: it has not moved
 */
public record TelegramError(
        int code,
        String description,
        @Nullable Duration retryAfter,
        @Nullable Long migrateTo) {}
