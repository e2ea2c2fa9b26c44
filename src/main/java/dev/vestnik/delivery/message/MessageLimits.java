package dev.vestnik.delivery.message;

/** Telegram's limits for one message. */
final class MessageLimits {
    /** UTF-16 units of a message after entity parsing: https://core.telegram.org/bots/api#sendmessage */
    static final int TEXT = 4096;
    /** Bytes of a message before entity parsing; Telegram refuses more as "message is too long" (measured: 32,768). */
    static final int BYTES = 32_000;
    /** UTF-16 units of a caption after entity parsing: https://core.telegram.org/bots/api#senddocument */
    static final int CAPTION = 1024;
    /** Entities of a message; Telegram silently drops the mark-up of the others: https://limits.tginfo.me */
    static final int ENTITIES = 100;
    /** The entities of the heading of a digest. */
    static final int HEADING_ENTITIES = 2;
    /** A digest that needs more messages is sent as a file. */
    static final int DIGEST_MESSAGES = 10;

    private MessageLimits() {}
}
