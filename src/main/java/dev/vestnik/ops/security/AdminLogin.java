package dev.vestnik.ops.security;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The operator's user and password of this run.
 *
 * @param generated whether the password was generated for this run, and is printed
 */
public record AdminLogin(String user, String password, boolean generated) {
    private static final int PASSWORD_BYTES = 15;

    /** @param password null or blank: one is generated */
    public static AdminLogin of(String user, @Nullable String password) {
        if (password != null && !password.isBlank()) {
            return new AdminLogin(user, password, false);
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AdminLogin(user, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), true);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "AdminLogin[user=" + user + "]";
    }
}
