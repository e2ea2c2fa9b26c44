package dev.vestnik.delivery;

import java.util.Locale;

/**
 * Why a call to Telegram failed, and so what happens next; also the label of the metric and the start of the reason in
 * the dead-letter stream.
 *
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests</a>
 */
public enum DeliveryFailure {
    /** 429: again after the time that Telegram names, in this chat; not counted. */
    TOO_FAST,
    /** 403, or a chat that does not exist: nobody is there until they write again. */
    UNREACHABLE,
    /** The group has become a supergroup: again under its new id. */
    MIGRATED,
    /** Telegram cannot parse our mark-up: once more as plain text. */
    UNPARSABLE,
    /** The edit changes nothing: a success. */
    NOT_MODIFIED,
    /** 401 or 404: nothing is sent until the token is right. */
    WRONG_TOKEN,
    /** 5xx, no answer, no network: again after growing pauses; not counted. */
    TELEGRAM_DOWN,
    /** Any other refusal: the message is at fault, and stays so. */
    REFUSED,
    /** Not Telegram's doing: our own fault, or Redis is away. */
    INTERNAL;

    public static DeliveryFailure of(TelegramError refusal) {
        String description = refusal.description().toLowerCase(Locale.ROOT);
        if (refusal.migrateTo() != null) {
            return MIGRATED;
        }
        if (refusal.code() >= 500) {
            return TELEGRAM_DOWN;
        }
        return switch (refusal.code()) {
            case 429 -> TOO_FAST;
            case 403 -> UNREACHABLE;
            case 401, 404 -> WRONG_TOKEN;
            case 400 -> badRequest(description);
            default -> REFUSED;
        };
    }

    private static DeliveryFailure badRequest(String description) {
        if (description.contains("message is not modified")) {
            return NOT_MODIFIED;
        }
        if (description.contains("can't parse entities")) {
            return UNPARSABLE;
        }
        boolean nobody = description.contains("chat not found")
                || description.contains("user not found")
                || description.contains("peer_id_invalid")
                || description.contains("deactivated");
        return nobody ? UNREACHABLE : REFUSED;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
