package dev.vestnik.delivery;

/** Telegram's limits on one message. */
final class MessageLimits {
    /** UTF-16 units of a message after entity parsing: https://core.telegram.org/bots/api#sendmessage */
    static final int TEXT = 4096;
    /** UTF-16 units of a caption after entity parsing: https://core.telegram.org/bots/api#senddocument */
    static final int CAPTION = 1024;
    /** Entities of a message, beyond which Telegram silently drops mark-up: https://limits.tginfo.me */
    static final int ENTITIES = 100;
    /** Of those, the head of a digest uses so many. */
    static final int HEAD_ENTITIES = 2;
    /** A digest of more messages than this is sent as a file. */
    static final int MESSAGES = 10;

    private MessageLimits() {}
}
