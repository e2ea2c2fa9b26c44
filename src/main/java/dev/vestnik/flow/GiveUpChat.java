package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.DeliveryMessage;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.user.UserService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nobody is there any more: the user is unreachable until they write again, and what the message held goes to the dead
 * letters with Telegram's reason.
 */
public final class GiveUpChat implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(GiveUpChat.class);

    private final UserService users;
    private final DeliveryCounters counters;

    public GiveUpChat(UserService users, DeliveryCounters counters) {
        this.users = users;
        this.counters = counters;
    }

    @Override
    public void process(Exchange exchange) {
        counters.failed(DeliveryFailure.UNREACHABLE);
        TelegramRefusedException refused = RefusedAs.caught(exchange);
        long chat = exchange.getProperty(DeliveryProperties.BACKLOG, PendingBatch.class)
                .chat();
        DeliveryMessage outgoing = exchange.getProperty(DeliveryProperties.OUTGOING, DeliveryMessage.class);
        String reason = DeliveryFailure.UNREACHABLE.label() + ": " + refused.errorCode() + " " + refused.description();
        users.setUnreachable(chat);
        Settlement.of(exchange).dead(outgoing.ids(), reason);
        exchange.setProperty(DeliveryProperties.FATE, DeliveryOutcome.DEAD);
        exchange.setProperty(DeliveryProperties.REASON, reason);
        LOG.info("Chat {} is given up until they write again: {}", chat, reason);
    }
}
