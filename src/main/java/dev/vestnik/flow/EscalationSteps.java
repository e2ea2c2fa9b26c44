package dev.vestnik.flow;

import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.incident.escalation.DueEscalations;
import dev.vestnik.incident.escalation.EscalationRequest;
import java.util.List;
import org.apache.camel.Exchange;

/** The steps of {@code escalation.camel.yaml}. */
public final class EscalationSteps {
    /** Steps that one tick requests; the others follow with the next one. */
    private static final int MAX = 100;

    private final DueEscalations due;
    private final TelegramCircuitBreaker telegram;

    public EscalationSteps(DueEscalations due, TelegramCircuitBreaker telegram) {
        this.due = due;
        this.telegram = telegram;
    }

    /** Body: the steps that are due, each as the fields of an entry of the stream of events; none while Telegram is unavailable. */
    public void findDue(Exchange exchange) {
        exchange.getMessage()
                .setBody(
                        telegram.cause().isPresent()
                                ? List.of()
                                : due.find(MAX).stream()
                                        .map(EscalationRequest::fields)
                                        .toList());
    }
}
