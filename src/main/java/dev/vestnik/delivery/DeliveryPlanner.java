package dev.vestnik.delivery;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.MessageComposer;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.text.Html;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides the next message of a chat, with or without sound, and which entries remain for the one after it. */
public final class DeliveryPlanner {
    private final MessageComposer composer;
    private final NotificationSound sound;

    public DeliveryPlanner(MessageComposer composer, NotificationSound sound) {
        this.composer = composer;
        this.sound = sound;
    }

    /** @param batch with a text to send, or at least one pending event */
    public DeliveryPlan plan(PendingBatch batch) {
        PendingText text = batch.texts().next();
        if (text != null) {
            return new DeliveryPlan(message(text), List.of(), List.of());
        }
        ComposedMessage composed = composer.compose(batch.pending(), batch.reader());
        List<String> remaining = remaining(batch, composed);
        ComposedMessage message = sound.withoutRepeatedSound(batch, composed);
        return new DeliveryPlan(message, remaining, sound.writes(batch.chat(), message, remaining));
    }

    private static ComposedMessage message(PendingText pending) {
        OutboxText text = pending.text();
        Html html = new Html(text.html());
        return new ComposedMessage.Text(
                html.code(), html.plain(), false, List.of(pending.id()), text.keyboard(), text.edits());
    }

    private static List<String> remaining(PendingBatch batch, ComposedMessage message) {
        Set<String> contained = new HashSet<>(message.ids());
        List<String> remaining = new ArrayList<>();
        for (PendingEvent pending : batch.pending()) {
            if (!contained.contains(pending.id())) {
                remaining.add(pending.id());
            }
        }
        return remaining;
    }
}
