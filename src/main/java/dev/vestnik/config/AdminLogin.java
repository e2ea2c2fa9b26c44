package dev.vestnik.config;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The operator's user and password of this run.
 *
 * @param generated whether the password was made for this run, and is to be printed
 */
record AdminLogin(String user, String password, boolean generated) {
    private static final int PASSWORD_BYTES = 15;

    static AdminLogin of(VestnikProperties.Admin given) {
        String password = given.password();
        if (password != null && !password.isBlank()) {
            return new AdminLogin(given.user(), password, false);
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AdminLogin(
                given.user(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), true);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "AdminLogin[user=" + user + "]";
    }
}
