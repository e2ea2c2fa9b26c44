package dev.vestnik.flow.source;

import jakarta.mail.PasswordAuthentication;
import java.net.URI;
import org.apache.camel.component.mail.MailAuthenticator;

/** The mailbox of the source {@code mail}; its password is in no address. */
public final class MailAccount extends MailAuthenticator {
    private final URI server;
    private final String user;
    private final String password;

    /** @param server {@code imaps://host} or {@code imap://host}, with or without a port */
    public MailAccount(URI server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /** For the route. */
    public String server() {
        return server.toString();
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(user, password);
    }
}
