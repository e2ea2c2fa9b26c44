package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.delivery.DeliveryMessage;
import dev.vestnik.delivery.MessageComposer;
import dev.vestnik.delivery.SoundPolicy;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.store.RedisWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * From a {@link PendingBatch} to one message for Telegram; no body where nothing is left to send. What the message does not
 * hold is kept for the next exchange.
 */
public final class ComposeMessage implements Processor {
    private final MessageComposer composer;
    private final SoundPolicy sound;

    public ComposeMessage(MessageComposer composer, SoundPolicy sound) {
        this.composer = composer;
        this.sound = sound;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        PendingBatch backlog = exchange.getMessage().getMandatoryBody(PendingBatch.class);
        exchange.setProperty(DeliveryProperties.BACKLOG, backlog);
        if (backlog.waiting().isEmpty()) {
            exchange.getMessage().setBody(null);
            return;
        }
        DeliveryMessage outgoing = composer.compose(backlog.waiting(), backlog.reader());
        List<String> left = left(backlog, outgoing);
        Settlement settlement = Settlement.of(exchange);
        settlement.keep(left);
        DeliveryMessage sent = sound.once(backlog, outgoing);
        for (RedisWrite write : sound.made(backlog.chat(), sent, left)) {
            settlement.enlist(write.command());
        }
        exchange.setProperty(DeliveryProperties.OUTGOING, sent);
        exchange.getMessage().setBody(TelegramMessages.html(sent));
    }

    private static List<String> left(PendingBatch backlog, DeliveryMessage outgoing) {
        Set<String> brought = new HashSet<>(outgoing.ids());
        List<String> left = new ArrayList<>();
        for (PendingEvent waiting : backlog.waiting()) {
            if (!brought.contains(waiting.id())) {
                left.add(waiting.id());
            }
        }
        return left;
    }
}
