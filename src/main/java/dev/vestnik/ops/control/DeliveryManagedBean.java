package dev.vestnik.ops.control;

import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.DeliveryPause;
import dev.vestnik.delivery.DeliveryPause.Paused;
import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.store.RedisJson;
import java.time.Instant;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Delivery to Telegram: whether it sends, and a pause of all instances. */
@ManagedResource(
        objectName = "dev.vestnik:type=Delivery",
        description = "Delivery to Telegram: whether messages are sent, and a pause")
public final class DeliveryManagedBean {
    private final DeliveryPause delivery;
    private final TelegramCircuitBreaker breaker;
    private final RateLimitDetector limits;
    private final PeopleNames people;
    private final OperatorAudit audit;

    public DeliveryManagedBean(
            DeliveryPause pause,
            TelegramCircuitBreaker breaker,
            RateLimitDetector limits,
            PeopleNames people,
            OperatorAudit audit) {
        this.delivery = pause;
        this.breaker = breaker;
        this.limits = limits;
        this.people = people;
        this.audit = audit;
    }

    @ManagedAttribute(description = "Since when delivery is paused on all instances, and by whom; empty: it is not")
    public String getPaused() {
        return delivery.read().map(DeliveryManagedBean::sentence).orElse("");
    }

    @ManagedAttribute(description = "Why this instance cannot send at present, e.g. telegram-down; empty: it can")
    public String getProblem() {
        return breaker.cause()
                .map(DeliveryFailure::label)
                .orElse(limits.refusesAll() ? DeliveryFailure.TOO_FAST.label() : "");
    }

    @ManagedOperation(
            description = "Pauses delivery on all instances until it is resumed: what is to be sent waits, replies to"
                    + " commands do not")
    public String pause() {
        Paused paused = delivery.begin(audit.operator());
        audit.record("delivery pause", "on all instances");
        return "Delivery is paused " + sentence(paused);
    }

    @ManagedOperation(description = "Resumes delivery on all instances; what waits is sent within seconds")
    public String resume() {
        boolean paused = delivery.end();
        audit.record("delivery resume", "on all instances");
        return paused ? "Delivery is resumed" : "Delivery was not paused";
    }

    @ManagedOperation(
            description = "Whom Telegram accepts nothing for at present (429), for more than a minute, as JSON")
    public String held() {
        return RedisJson.write(limits.heldForLong().entrySet().stream()
                .map(held -> new Held(people.nameOf(held.getKey()), PeopleNames.hashed(held.getKey()), held.getValue()))
                .toList());
    }

    private record Held(String person, String chat, Instant until) {}

    private static String sentence(Paused paused) {
        return "since " + paused.since() + ", by " + paused.by();
    }
}
