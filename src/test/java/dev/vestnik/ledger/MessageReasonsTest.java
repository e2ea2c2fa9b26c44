package dev.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.event.Event;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.testing.RedisExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reasons of a message name the step of the recipient rule for each event in it. */
class MessageReasonsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNA = 1001;

    private Ledger ledger;
    private MessageReasons reasons;

    @BeforeEach
    void start() {
        ledger = new Ledger(REDIS.keys(), Duration.ofDays(7), Clock.systemUTC());
        reasons = new MessageReasons(REDIS.commands(), REDIS.keys());
    }

    @Test
    void eachEventOfADigestHasItsReasonInItsOrder() {
        happened("1-0", "Link down");
        happened("2-0", "Fan slow");
        write(ledger.recordDelivery(
                ANNA, DeliveryOutcome.MERGED, 17L, "", List.of(entry("2-0", Why.NAMED), entry("1-0", Why.DUTY))));

        assertThat(reasons.of(ANNA, 17))
                .extracting(reason -> reason.event().title(), MessageReasons.EventReason::why)
                .containsExactly(tuple("Fan slow", Why.NAMED), tuple("Link down", Why.DUTY));
    }

    @Test
    void whatWasToldTwiceHasTheReasonOfEachMessage() {
        happened("1-0", "Link down");
        write(ledger.recordDelivery(ANNA, DeliveryOutcome.SENT, 17L, "", List.of(entry("1-0", Why.DUTY))));
        write(ledger.recordDelivery(ANNA, DeliveryOutcome.SENT, 18L, "", List.of(entry("1-0", Why.HANDOVER))));

        assertThat(reasons.of(ANNA, 17))
                .extracting(MessageReasons.EventReason::why)
                .containsExactly(Why.DUTY);
        assertThat(reasons.of(ANNA, 18))
                .extracting(MessageReasons.EventReason::why)
                .containsExactly(Why.HANDOVER);
    }

    @Test
    void aMessageThatToldNoEventHasNone() {
        happened("1-0", "Link down");
        write(ledger.recordDelivery(ANNA, DeliveryOutcome.DEAD, null, "blocked", List.of(entry("1-0", Why.DUTY))));

        assertThat(reasons.of(ANNA, 17)).isEmpty();
        assertThat(reasons.of(1002, 17)).isEmpty();
    }

    private static OutboxEntry entry(String ref, Why why) {
        return new OutboxEntry(ANNA, ref, why);
    }

    private static void happened(String ref, String title) {
        Event event = new Event(
                ref, ref, "critical", title, null, null, "north", List.of(), Instant.EPOCH, null, null, null, Map.of());
        REDIS.commands().set(REDIS.keys().event(ref), EventJson.write(event));
    }

    private static void write(List<RedisWrite> writes) {
        writes.forEach(REDIS::write);
    }
}
