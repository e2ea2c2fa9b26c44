package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.TelegramConstants;

/** Directs the message, and all later ones, to the supergroup that its group has become. */
public final class FollowMigration implements Processor {
    private final Keys keys;
    private final DeliveryCounters counters;

    public FollowMigration(Keys keys, DeliveryCounters counters) {
        this.keys = keys;
        this.counters = counters;
    }

    @Override
    public void process(Exchange exchange) {
        counters.failed(DeliveryFailure.MIGRATED);
        Long chat = Objects.requireNonNull(
                RefusedAs.refusal(RefusedAs.caught(exchange)).migrateTo());
        long group = exchange.getProperty(DeliveryProperties.BACKLOG, PendingBatch.class)
                .chat();
        Settlement.of(exchange)
                .enlist(RedisWrite.set(keys.supergroup(group), chat.toString()).command());
        exchange.getMessage().setHeader(TelegramConstants.TELEGRAM_CHAT_ID, chat.toString());
    }
}
