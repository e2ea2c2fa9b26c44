package dev.vestnik.component.telegram.update;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that Telegram sends with each update, which proves that the update is from Telegram. Derived from the token by
 * HMAC, so that all instances have the same secret and it does not reveal the token. Internal to the component.
 *
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook, secret_token</a>
 */
public final class WebhookSecret {
    public static final String HEADER = "X-Telegram-Bot-Api-Secret-Token";
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSecret() {}

    public static String of(String token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal("webhook".getBytes(UTF_8)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("Every Java platform must support " + ALGORITHM, failure);
        }
    }
}
