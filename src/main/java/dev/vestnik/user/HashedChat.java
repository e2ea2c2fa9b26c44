package dev.vestnik.user;

import dev.vestnik.store.Sha256;

/**
 * A chat for logs and lists: always the same ten characters for the same chat, from which its id, which Telegram shows to others,
 * cannot be read. Who tries all ids finds it.
 */
public final class HashedChat {
    private static final int LENGTH = 10;

    private HashedChat() {}

    /** E.g. {@code 1f3a90c2d4}. */
    public static String of(long chat) {
        return Sha256.of("chat:" + chat).substring(0, LENGTH);
    }
}
