package dev.vestnik.component.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many messages per second the component sends to a fake Bot API that does almost nothing, on this machine. Prints;
 * asserts only that nothing is lost. Run it alone: {@code ./mvnw test -Dtest=SendingSpeedIT -Dvestnik.speed=true}.
 */
@EnabledIfSystemProperty(named = "vestnik.speed", matches = "true", disabledReason = "a measurement, run by hand")
class SendingSpeedIT {
    private static final int FIRST = 5_000;
    private static final int ROUND = 20_000;
    private static final int ROUNDS = 3;

    @Test
    void messagesASecond() throws Exception {
        int inFlight = Integer.getInteger("vestnik.speed.inFlight", 64);
        try (CannedBotApi telegram = new CannedBotApi();
                TelegramContext camel = TelegramContext.of(new AsyncTelegramComponent(), telegram.uri())
                        .start()) {
            Endpoint endpoint = camel.camel().getEndpoint("telegram:bots");
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            long first = send(producer, FIRST, inFlight);
            long best = 0;
            for (int i = 0; i < Integer.getInteger("vestnik.speed.rounds", ROUNDS); i++) {
                best = Math.max(best, send(producer, ROUND, inFlight));
            }
            System.out.printf("%d in flight: the first %,d at %,d/s, warm %,d/s%n", inFlight, FIRST, first, best);
        }
    }

    private static long send(AsyncProducer producer, int count, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        AtomicInteger failed = new AtomicInteger();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            OutgoingTextMessage message = new OutgoingTextMessage();
            message.setChatId(Integer.toString(700_000_000 + i));
            message.setParseMode("HTML");
            message.setText("🔴 <b>Link down</b>\ncore-7/if-3 · 10.20.30.40 · Север\nInterface xe-0/0/" + i);
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getIn().setBody(message);
            producer.process(exchange, done -> {
                if (exchange.isFailed()) {
                    failed.incrementAndGet();
                }
                free.release();
            });
        }
        free.acquire(inFlight);
        long took = System.nanoTime() - begun;
        assertThat(failed).hasValue(0);
        return count * 1_000_000_000L / took;
    }
}
