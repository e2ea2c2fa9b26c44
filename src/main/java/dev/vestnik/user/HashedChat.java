package dev.vestnik.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A chat for logs and lists: always the same ten characters for the same chat, from which its id, which Telegram shows to others,
 * cannot be read. Who tries all ids finds it.
 */
public final class HashedChat {
    private static final int BYTES = 5;

    private HashedChat() {}

    /** E.g. {@code 1f3a90c2d4}. */
    public static String of(long chat) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("chat:" + chat).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
