package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.delivery.Backlog;
import dev.vestnik.delivery.MessageComposer;
import dev.vestnik.delivery.Outgoing;
import dev.vestnik.delivery.Sound;
import dev.vestnik.delivery.Waiting;
import dev.vestnik.store.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * From a {@link Backlog} to one message for Telegram; no body where nothing is left to send. What the message does not
 * hold is kept for the next exchange.
 */
public final class ComposeMessage implements Processor {
    private final MessageComposer composer;
    private final Sound sound;

    public ComposeMessage(MessageComposer composer, Sound sound) {
        this.composer = composer;
        this.sound = sound;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Backlog backlog = exchange.getMessage().getMandatoryBody(Backlog.class);
        exchange.setProperty(DeliveryProperties.BACKLOG, backlog);
        if (backlog.waiting().isEmpty()) {
            exchange.getMessage().setBody(null);
            return;
        }
        Outgoing outgoing = composer.compose(backlog.waiting(), backlog.reader());
        List<String> left = left(backlog, outgoing);
        Settlement settlement = Settlement.of(exchange);
        settlement.keep(left);
        Outgoing sent = sound.once(backlog, outgoing);
        for (Write write : sound.made(backlog.chat(), sent, left)) {
            settlement.enlist(write.command());
        }
        exchange.setProperty(DeliveryProperties.OUTGOING, sent);
        exchange.getMessage().setBody(TelegramMessages.html(sent));
    }

    private static List<String> left(Backlog backlog, Outgoing outgoing) {
        Set<String> brought = new HashSet<>(outgoing.ids());
        List<String> left = new ArrayList<>();
        for (Waiting waiting : backlog.waiting()) {
            if (!brought.contains(waiting.id())) {
                left.add(waiting.id());
            }
        }
        return left;
    }
}
