package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Telegram says with each update that it brings, to show that it is Telegram. Made from the token, so that all instances
 * agree on it; the token cannot be told from it.
 *
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook, secret_token</a>
 */
final class WebhookSecret {
    static final String HEADER = "X-Telegram-Bot-Api-Secret-Token";
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSecret() {}

    static String of(String token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal("webhook".getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }
}
