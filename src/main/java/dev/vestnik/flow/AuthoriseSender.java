package dev.vestnik.flow;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Who posts events, by their bearer token. Property {@link #SENDER} is the sender's name; where there is none, the header of
 * the HTTP status says why: 401, or 404 where nobody may post. The request's own headers end here, since what is left of
 * them would come back with the answer.
 */
public final class AuthoriseSender implements Processor {
    /** Property: the name that goes with the token. */
    public static final String SENDER = "VestnikSender";

    private final Senders senders;

    public AuthoriseSender(Senders senders) {
        this.senders = senders;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Optional<String> sender = senders.sender(message.getHeader("Authorization", String.class));
        message.removeHeaders("*", "Camel*");
        if (sender.isPresent()) {
            exchange.setProperty(SENDER, sender.get());
        } else if (senders.none()) {
            HttpAnswers.refuse(
                    exchange, 404, "POST /events is off: set VESTNIK_HTTP_TOKENS to name:token pairs, split by commas");
        } else {
            message.setHeader("WWW-Authenticate", "Bearer");
            HttpAnswers.refuse(exchange, 401, "Give a token: Authorization: Bearer <token>");
        }
    }
}
