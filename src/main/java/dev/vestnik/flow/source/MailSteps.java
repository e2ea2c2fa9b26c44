package dev.vestnik.flow.source;

import dev.vestnik.store.RedisJson;
import jakarta.mail.Address;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reader of {@code sources/mail.camel.yaml}. It asks the server only for what it needs of a mail, never for attachments. */
public final class MailSteps {
    private static final Logger LOG = LoggerFactory.getLogger(MailSteps.class);

    /** Parts within parts that are looked at. */
    private static final int MAX_DEPTH = 8;

    /** Of a longer text the beginning is kept, characters. */
    private static final int MAX_TEXT = 64 * 1024;

    /** What is read of a part, bytes; HTML is longer than its words. */
    private static final int MAX_READ = 512 * 1024;

    /**
     * The sender of the mail, such as {@code NMS <nms@example.org>}; null: the mail names none, or the header cannot be read.
     *
     * @throws SourceUnavailableException if the connection is lost
     */
    public @Nullable String sender(Exchange exchange) throws SourceUnavailableException {
        Message mail = mail(exchange);
        try {
            Address[] from = mail.getFrom();
            return from == null || from.length != 1
                    ? null
                    : from[0] instanceof InternetAddress address ? address.toUnicodeString() : from[0].toString();
        } catch (MessagingException | RuntimeException e) {
            requireConnection(mail, e);
            LOG.warn(
                    "Source mail: the server does not give the mail {}, which is left out: {}",
                    mail.getMessageNumber(),
                    oneLine(String.valueOf(e.getMessage())));
            return null;
        }
    }

    /**
     * Body: a mail, to JSON with its parts; of several texts the plain one. A text that cannot be read is left out.
     *
     * @throws MessagingException if not even its headers can be read
     * @throws SourceUnavailableException if the connection is lost
     */
    public void read(Exchange exchange) throws MessagingException, SourceUnavailableException {
        Message mail = mail(exchange);
        Map<String, Object> parts = new LinkedHashMap<>();
        try {
            parts.put("from", exchange.getProperty(MessageSteps.SENDER));
            parts.put("subject", mail.getSubject());
            parts.put("id", mail instanceof MimeMessage mime ? mime.getMessageID() : null);
            Date sent = mail.getSentDate();
            parts.put("time", sent == null ? null : sent.toInstant().toString());
        } catch (MessagingException | RuntimeException e) {
            requireConnection(mail, e);
            throw e;
        }
        parts.put("text", text(mail, String.valueOf(parts.get("subject"))));
        // Neither the mail nor its headers go on: Camel would wait with it in memory, and obey a header such as
        // "delete".
        exchange.setMessage(new DefaultMessage(exchange));
        exchange.getMessage().setBody(RedisJson.write(parts));
    }

    private static Message mail(Exchange exchange) {
        return exchange.getMessage(MailMessage.class).getMessage();
    }

    /** A failure with an open folder is the mail's own. */
    private static void requireConnection(Message mail, Exception failure) throws SourceUnavailableException {
        Folder folder = mail.getFolder();
        if (folder != null && !folder.isOpen()) {
            throw new SourceUnavailableException("The connection to the mailbox is lost, the mail stays unread: "
                    + oneLine(String.valueOf(failure.getMessage())));
        }
    }

    private static @Nullable String text(Message mail, String subject) throws SourceUnavailableException {
        try {
            Part plain = find(mail, "text/plain", 0);
            Part html = plain == null ? find(mail, "text/html", 0) : null;
            String text = plain != null ? content(plain) : html != null ? HtmlText.of(content(html)) : "";
            return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        } catch (MessagingException | IOException | RuntimeException e) {
            requireConnection(mail, e);
            LOG.warn(
                    "Source mail: the text of the mail '{}' cannot be read and is left out: {}",
                    oneLine(subject),
                    oneLine(String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** The first part of this type that is not attached. */
    private static @Nullable Part find(Part part, String type, int depth) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return null;
        }
        if (part.isMimeType(type)) {
            return part;
        }
        if (depth < MAX_DEPTH && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                Part found = find(several.getBodyPart(i), type, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static String content(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readNBytes(MAX_READ), charset(part.getContentType()));
        }
    }

    /** UTF-8, which ASCII is, unless the type names one that Java knows. */
    private static Charset charset(String type) {
        try {
            String named = new ContentType(type).getParameter("charset");
            return named == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
        } catch (ParseException | IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
