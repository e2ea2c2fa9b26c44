package dev.vestnik.delivery;

import java.util.Locale;

/**
 * Why a call to Telegram failed, which decides what happens next. The labels are those of a metric, and start the reasons
 * of dead letters.
 *
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests</a>
 */
public enum DeliveryFailure {
    /** 429: retried after the time that Telegram gives; does not count as a failed attempt. */
    TOO_FAST,
    /** 403, or a chat that does not exist: the user is unreachable until they write again. */
    UNREACHABLE,
    /** A supergroup replaced the group: retried with its id. */
    MIGRATED,
    /** Telegram cannot parse the mark-up: retried as plain text. */
    UNPARSABLE,
    /** The edit changes nothing: counts as a success. */
    NOT_MODIFIED,
    /** The message to edit does not exist any more, or is of another kind. */
    MESSAGE_GONE,
    /** The topic of the group is gone or closed, or the bot may not write in the group: nothing is sent there any more. */
    PLACE_CLOSED,
    /** 401 or 404: nothing can be sent until the token is right. */
    WRONG_TOKEN,
    /** 5xx, no answer, no network: retried with growing pauses; does not count as a failed attempt. */
    TELEGRAM_DOWN,
    /**
     * Any other refusal, by Telegram or by a proxy before it: it is caused by the message, so a retry of the same message does
     * not help.
     */
    REFUSED,
    /** Not caused by Telegram: an error in Vestnik, or Redis is unavailable. */
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
        if (description.contains("message to edit not found")
                || description.contains("message can't be edited")
                || description.contains("in the message to edit")
                || description.contains("message_id_invalid")) {
            return MESSAGE_GONE;
        }
        if (description.contains("message thread not found")
                || description.contains("topic_closed")
                || description.contains("topic_deleted")
                || description.contains("topic_id_invalid")
                || description.contains("chat_write_forbidden")
                || description.contains("not enough rights to send")
                || description.contains("have no rights to send")) {
            return PLACE_CLOSED;
        }
        boolean nobody = description.contains("chat not found")
                || description.contains("user not found")
                || description.contains("peer_id_invalid")
                || description.contains("user_is_blocked")
                || description.contains("you_blocked_user")
                || description.contains("deactivated");
        return nobody ? UNREACHABLE : REFUSED;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
