package dev.vestnik.flow.source;

import dev.vestnik.store.RedisJson;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailMessage;
import org.jspecify.annotations.Nullable;

/** The reader of {@code sources/mail.camel.yaml}. */
public final class MailSteps {
    /** Parts within parts that are looked at. */
    private static final int MAX_DEPTH = 8;

    /** Of a longer text the begin is kept, characters. */
    private static final int MAX_TEXT = 64 * 1024;

    /** Body: a mail, to JSON with its parts; of several texts the plain one. */
    public void read(Exchange exchange) throws MessagingException, IOException {
        Message mail = exchange.getMessage(MailMessage.class).getMessage();
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("from", exchange.getProperty(MessageSteps.SENDER));
        parts.put("subject", mail.getSubject());
        parts.put("id", mail instanceof MimeMessage mime ? mime.getMessageID() : null);
        Date sent = mail.getSentDate();
        parts.put("time", sent == null ? null : sent.toInstant().toString());
        String plain = text(mail, "text/plain", 0);
        String text = plain == null ? withoutTags(text(mail, "text/html", 0)) : plain;
        parts.put("text", text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT));
        exchange.getMessage().setBody(RedisJson.write(parts));
    }

    private static @Nullable String text(Part part, String type, int depth) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (depth < MAX_DEPTH && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                String found = text(several.getBodyPart(i), type, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static String withoutTags(@Nullable String html) {
        return html == null
                ? ""
                : html.replaceAll("(?is)<(style|script)\\b.*?</\\1>", " ")
                        .replaceAll("(?i)<(br|/p|/tr|/div|/h\\d)\\b[^>]*>", "\n")
                        .replaceAll("<[^>]*>", " ")
                        .replace("&nbsp;", " ")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&")
                        .replaceAll("[ \\t\\r]+", " ")
                        .replaceAll(" ?\\n[ \\n]*", "\n")
                        .strip();
    }
}
