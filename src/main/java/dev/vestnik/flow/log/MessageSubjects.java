package dev.vestnik.flow.log;

import dev.vestnik.delivery.DeliveryPlan;
import dev.vestnik.delivery.card.CardPlan;
import dev.vestnik.dispatch.EventSubject;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a message to Telegram is about. */
public final class MessageSubjects {
    private MessageSubjects() {}

    /** The events that the message shows. */
    public static List<PendingEvent> events(PendingBatch batch, DeliveryPlan plan) {
        Set<String> ids =
                plan.message() == null ? Set.of() : new HashSet<>(plan.message().ids());
        return batch.pending().stream()
                .filter(pending -> ids.contains(pending.id()))
                .toList();
    }

    /** Its events, or the incident whose card it updates. */
    public static List<EventSubject> of(PendingBatch batch, DeliveryPlan plan) {
        CardPlan.@Nullable Shown card = plan.card() == null ? null : plan.card().shown();
        List<PendingEvent> events = events(batch, plan);
        if (events.isEmpty() && card != null) {
            return List.of(new EventSubject(null, card.key(), card.number()));
        }
        return events.stream()
                .map(pending -> new EventSubject(
                        Objects.requireNonNullElse(
                                pending.event().id(), pending.entry().event()),
                        pending.event().key(),
                        card == null ? null : card.number()))
                .toList();
    }
}
