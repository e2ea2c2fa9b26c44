package dev.vestnik.flow;

import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.Failure;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;

/** Directs the message to the supergroup that its group has become. */
public final class FollowMigration implements Processor {
    private final DeliveryCounters counters;

    public FollowMigration(DeliveryCounters counters) {
        this.counters = counters;
    }

    @Override
    public void process(Exchange exchange) {
        counters.failed(Failure.MIGRATED);
        Long chat = Objects.requireNonNull(
                RefusedAs.refusal(RefusedAs.caught(exchange)).migrateTo());
        exchange.getMessage().setHeader(TelegramConstants.TELEGRAM_CHAT_ID, chat.toString());
    }
}
