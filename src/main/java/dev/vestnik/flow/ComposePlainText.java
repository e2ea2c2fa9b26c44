package dev.vestnik.flow;

import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.DeliveryMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The same message once more without mark-up, since Telegram could not parse it. */
public final class ComposePlainText implements Processor {
    private final DeliveryCounters counters;

    public ComposePlainText(DeliveryCounters counters) {
        this.counters = counters;
    }

    @Override
    public void process(Exchange exchange) {
        counters.failed(DeliveryFailure.UNPARSABLE);
        DeliveryMessage outgoing = exchange.getProperty(DeliveryProperties.OUTGOING, DeliveryMessage.class);
        exchange.getMessage().setBody(TelegramMessages.plain(outgoing));
    }
}
