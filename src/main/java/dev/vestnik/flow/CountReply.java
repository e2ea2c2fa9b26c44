package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.Pacer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;

/** A reply waits for nobody, but takes its part of the pace of its chat and of the bot. */
public final class CountReply implements Processor {
    private final Pacer pacer;
    private final String outbox;

    /** @param outbox the full Redis name of the keyed stream whose pace it is */
    public CountReply(Pacer pacer, String outbox) {
        this.pacer = pacer;
        this.outbox = outbox;
    }

    @Override
    public void process(Exchange exchange) {
        String chat = exchange.getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID, String.class);
        // Not waited for: a count that fails asks for nothing.
        var unused = pacer.count(outbox, chat);
    }
}
