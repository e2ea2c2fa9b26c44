package dev.vestnik.flow;

import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.message.ComposedMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether Telegram, or a proxy before it, refused a message that can be sent smaller: a file, or one event. A digest is sent
 * again event by event instead. For {@code onWhen} of a {@code doCatch}, see {@link RefusalPredicate}.
 */
public final class RefusedMessagePredicate implements Predicate {
    @Override
    public boolean matches(Exchange exchange) {
        ComposedMessage message = exchange.getProperty(DeliveryProperties.MESSAGE, ComposedMessage.class);
        return TelegramRefusals.failure(exchange.getException()) == DeliveryFailure.REFUSED
                && message != null
                && (message instanceof ComposedMessage.Document || message.ids().size() == 1);
    }
}
