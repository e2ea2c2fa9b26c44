package dev.vestnik.flow;

import dev.vestnik.bot.Reply;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.flow.log.LogContext;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.escalation.DueEscalations;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.incident.escalation.OwnerReminder;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** The steps of {@code escalation.camel.yaml}. */
public final class EscalationSteps {
    /** Steps that one tick requests; the others follow with the next one. */
    private static final int MAX = 100;

    private final DueEscalations due;
    private final OwnerReminders reminders;
    private final IncidentNews news;
    private final TelegramCircuitBreaker telegram;

    public EscalationSteps(
            DueEscalations due, OwnerReminders reminders, IncidentNews news, TelegramCircuitBreaker telegram) {
        this.due = due;
        this.reminders = reminders;
        this.news = news;
        this.telegram = telegram;
    }

    /**
     * Body: the steps that are due, each as the fields of an entry of the stream of events; none while Telegram is
     * unavailable.
     */
    public void findDue(Exchange exchange) {
        List<EscalationRequest> steps = telegram.cause().isPresent() ? List.of() : due.find(MAX);
        LogContext.incidents(
                exchange, steps.stream().map(step -> step.opening().number()).toList());
        exchange.getMessage()
                .setBody(steps.stream().map(EscalationRequest::fields).toList());
    }

    /**
     * Body: the owners who have to be asked, each as the fields of an entry of the stream of events; none while Telegram
     * is unavailable.
     */
    public void findSilentOwners(Exchange exchange) {
        List<OwnerReminder> owners = telegram.cause().isPresent() ? List.of() : reminders.toAsk(MAX);
        LogContext.incidents(
                exchange, owners.stream().map(owner -> owner.opening().number()).toList());
        exchange.getMessage().setBody(owners.stream().map(OwnerReminder::fields).toList());
    }

    /** Body: what is said to the owners who have not answered, and whose incidents are free again. */
    public void freeUnanswered(Exchange exchange) {
        List<Reply> replies = new ArrayList<>();
        if (telegram.cause().isEmpty()) {
            reminders.free(MAX).forEach(lapsed -> replies.addAll(news.lapsed(lapsed)));
        }
        exchange.getMessage().setBody(replies);
    }
}
