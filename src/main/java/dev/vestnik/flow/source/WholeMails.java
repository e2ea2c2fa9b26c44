package dev.vestnik.flow.source;

import jakarta.mail.Message;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailBinding;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.component.mail.MailUidGenerator;

/**
 * Mails as the server has them: nothing of a mail is fetched or decoded before a reader asks for it, since a fault of one mail
 * would then keep back all others; and none of its headers becomes one of Camel, which would obey a stranger's
 * {@code delete} or {@code copyTo}.
 */
public final class WholeMails extends MailBinding implements MailUidGenerator {
    @Override
    public String generateUuid(MailEndpoint mailbox, Message mail) {
        return Integer.toString(mail.getMessageNumber());
    }

    @Override
    public Object extractBodyFromMail(Exchange exchange, MailMessage mail) {
        return mail.getMessage();
    }

    @Override
    protected Map<String, Object> extractHeadersFromMail(Message mail, Exchange exchange) {
        return Map.of();
    }
}
