package dev.vestnik.delivery;

import dev.vestnik.delivery.DeliveryPlan.Digest;
import dev.vestnik.delivery.RepeatedChanges.Changes;
import dev.vestnik.delivery.card.CardPlan;
import dev.vestnik.delivery.card.CardPlanner;
import dev.vestnik.delivery.digest.DigestStore;
import dev.vestnik.delivery.digest.LiveDigest;
import dev.vestnik.delivery.digest.LiveDigestComposer;
import dev.vestnik.delivery.digest.StormPlan;
import dev.vestnik.delivery.digest.StormPlanner;
import dev.vestnik.delivery.group.GroupCopyPlan;
import dev.vestnik.delivery.group.GroupCopyPlanner;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.MessageComposer;
import dev.vestnik.event.DrillEvent;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.FinishedDigest;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next message of a chat, with or without sound, and which entries remain for the one after it. Waking events go
 * first, each alone, up to five a minute; those beyond form one card, that of the storm. A drill is sent alone, too. Other
 * events that cannot be sent one by one form one digest, which is edited in place as long as more come.
 */
public final class DeliveryPlanner {
    /** A digest of more lines groups its events. */
    private static final int MAX_LINES = 20;

    private final MessageComposer composer;
    private final LiveDigestComposer digests;
    private final CardPlanner cards;
    private final StormPlanner storms;
    private final GroupCopyPlanner copies;
    private final NotificationSound sound;
    private final AlarmLimit alarmLimit;
    private final TurnOrder turns;
    private final RepeatedChanges changes;
    private final DigestStore store;
    private final Statuses statuses;
    private final Clock clock;
    private final boolean merge;

    /** @param merge whether several events may share a message */
    public DeliveryPlanner(
            MessageComposer composer,
            LiveDigestComposer digests,
            CardPlanner cards,
            StormPlanner storms,
            GroupCopyPlanner copies,
            Statuses statuses,
            Keys keys,
            Clock clock,
            boolean merge) {
        this.composer = composer;
        this.digests = digests;
        this.cards = cards;
        this.storms = storms;
        this.copies = copies;
        this.sound = new NotificationSound(keys, clock);
        this.alarmLimit = new AlarmLimit(keys, clock);
        this.changes = new RepeatedChanges(keys, statuses, clock);
        this.store = new DigestStore(keys);
        this.turns = new TurnOrder(store, clock);
        this.statuses = statuses;
        this.clock = clock;
        this.merge = merge;
    }

    /** @param batch with a text to send, or at least one pending event */
    public DeliveryPlan plan(PendingBatch batch) {
        PendingText text = batch.texts().next();
        List<PendingEvent> alarms =
                batch.pending().stream().filter(this::isAlarm).toList();
        if (text != null && !text.text().isCard()) {
            return text.text().kind().equals(OutboxReader.DIGEST_END) ? end(batch, text) : text(batch, text);
        }
        if (!merge) {
            return text == null || !alarms.isEmpty()
                    ? single(batch, batch.pending().get(0))
                    : card(batch, text);
        }
        List<PendingEvent> storm = withTheirKeys(batch, alarms);
        List<PendingEvent> others = without(batch.pending(), storm);
        boolean othersFirst = (text != null || !others.isEmpty())
                && alarmLimit.isReached(batch.state())
                && turns.hadItsTurn(batch.state().alarmDigest());
        boolean alarmsFirst = !alarms.isEmpty() && !othersFirst;
        boolean eventsFirst =
                turns.hasWaited(others) && !turns.hadItsTurn(batch.state().digest());
        if (text != null && !alarmsFirst && !eventsFirst) {
            return card(batch, text);
        }
        Optional<PendingEvent> drill = (alarmsFirst ? batch.pending() : others)
                .stream()
                        .filter(pending -> DrillEvent.of(pending.event()).isPresent())
                        .findFirst();
        if (drill.isPresent()) {
            return single(batch, drill.get());
        }
        return alarmsFirst ? alarms(batch, alarms.get(0), storm) : others(batch, others);
    }

    /** @param storm the events that wake, and the others of their keys, in order */
    private DeliveryPlan alarms(PendingBatch batch, PendingEvent first, List<PendingEvent> storm) {
        return alarmLimit.isReached(batch.state())
                ? digest(batch, OutboxReader.ALARMS, batch.state().alarmDigest(), storm)
                : single(batch, firstOfItsKey(batch, first));
    }

    /** @param events that do not wake */
    private DeliveryPlan others(PendingBatch batch, List<PendingEvent> events) {
        List<PendingEvent> backlog =
                events.stream().filter(DeliveryPlanner::isBacklog).toList();
        if (backlog.isEmpty()) {
            return digest(batch, OutboxReader.DIGEST, batch.state().digest(), events);
        }
        return backlog.size() == 1
                ? single(batch, backlog.get(0))
                : plan(batch, composer.compose(backlog, batch.reader()), false, List.of(), null, null, null);
    }

    /** What to write when the message was sent: the state of its digest, or that it is a card. */
    public List<RedisWrite> sent(PendingBatch batch, DeliveryPlan plan, @Nullable Long messageId) {
        if (plan.card() != null) {
            return cards.sent(batch.chat(), plan.card(), messageId);
        }
        if (plan.copy() != null) {
            return copies.sent(plan.copy(), messageId);
        }
        List<RedisWrite> writes = new ArrayList<>();
        if (plan.storm() != null) {
            writes.addAll(storms.sent(batch.chat(), plan.storm(), messageId));
        }
        Digest shown = plan.digest();
        if (shown == null) {
            return writes;
        }
        Long id = messageId == null ? shown.digest().message() : messageId;
        Set<String> ids = new HashSet<>(Objects.requireNonNull(plan.message()).ids());
        List<OutboxEntry> entries = batch.pending().stream()
                .filter(pending -> ids.contains(pending.id()))
                .map(PendingEvent::entry)
                .toList();
        if (id != null) {
            writes.addAll(
                    store.writes(batch.chat(), shown.name(), shown.digest().sentAs(id), entries));
        }
        return writes;
    }

    private DeliveryPlan text(PendingBatch batch, PendingText pending) {
        OutboxText text = pending.text();
        List<String> ids = List.of(pending.id());
        ComposedMessage message = text.kind().equals(OutboxText.CAPTION) && text.edits() != null
                ? new ComposedMessage.Caption(text.html(), ids, text.keyboard(), text.edits())
                : new ComposedMessage.Text(text.html(), false, ids, text.keyboard(), text.edits());
        return ofText(batch, message, text.kind().equals(OutboxText.REPLY), null, null);
    }

    private DeliveryPlan card(PendingBatch batch, PendingText pending) {
        if (pending.text().kind().equals(OutboxText.STORM)) {
            StormPlan storm = storms.refresh(batch.chat(), pending.id()).orElse(null);
            return ofText(batch, storm == null ? null : storm.message(), true, null, storm);
        }
        if (pending.text().isCopy()) {
            return copy(batch);
        }
        if (pending.text().isRepeated()) {
            return repeated(batch, pending);
        }
        CardPlan card = cards.plan(pending.id(), pending.text()).orElse(null);
        return ofText(batch, card == null ? null : card.message(), true, card, null);
    }

    /** The message is known afterwards, so that another press on it edits it no more. */
    private DeliveryPlan repeated(PendingBatch batch, PendingText pending) {
        OutboxText text = pending.text();
        boolean group = text.chat() < 0;
        ComposedMessage message = cards.isKnown(text)
                ? null
                : (group ? copies.repeated(text) : cards.repeated(pending.id(), text)).orElse(null);
        List<RedisWrite> writes = message == null ? List.of() : List.of(cards.known(text));
        List<String> remaining = batch.pending().stream().map(PendingEvent::id).toList();
        return new DeliveryPlan(message, remaining, writes, null, null, null, null, true);
    }

    /** The copies that the message does not show wait; a message that shows none settles those that need none. */
    private DeliveryPlan copy(PendingBatch batch) {
        GroupCopyPlan plan = copies.plan(batch);
        List<String> remaining = new ArrayList<>();
        batch.texts().copies().stream()
                .map(PendingText::id)
                .filter(id -> !plan.settled().contains(id))
                .forEach(remaining::add);
        batch.pending().stream().map(PendingEvent::id).forEach(remaining::add);
        ComposedMessage composed = plan.message();
        if (composed == null) {
            return new DeliveryPlan(null, remaining, List.of(), null, null, null, plan, true);
        }
        ComposedMessage message = sound.limited(batch.state(), composed, false);
        List<RedisWrite> writes = sound.writes(batch.chat(), message, false);
        return new DeliveryPlan(message, remaining, writes, null, null, null, plan, true);
    }

    /** @param answer whether it answers the person: then sounds of others do not count */
    private DeliveryPlan ofText(
            PendingBatch batch,
            @Nullable ComposedMessage composed,
            boolean answer,
            @Nullable CardPlan card,
            @Nullable StormPlan storm) {
        List<String> remaining = batch.pending().stream().map(PendingEvent::id).toList();
        if (composed == null || answer) {
            return new DeliveryPlan(composed, remaining, List.of(), null, card, storm, true);
        }
        ComposedMessage message = sound.limited(batch.state(), composed, false);
        return new DeliveryPlan(
                message, remaining, sound.writes(batch.chat(), message, false), null, card, storm, true);
    }

    /** The file of a digest that has ended, unless its message shows everything, or it goes on. */
    private DeliveryPlan end(PendingBatch batch, PendingText end) {
        FinishedDigest finished = batch.finished();
        LiveDigest digest = finished == null ? null : store.read(finished.state());
        long chat = batch.chat();
        if (finished == null || digest == null) {
            return nothing(List.of());
        }
        String name = finished.name();
        if (digest.isLive(clock.instant())) {
            return nothing(List.of(store.endAfter(chat, name, digest.last().toEpochMilli())));
        }
        if (!digest.partial() || finished.events().isEmpty()) {
            return nothing(List.of(store.remove(chat, name)));
        }
        List<RedisWrite> writes = finished.read() < finished.total()
                ? List.of(store.removeFirst(chat, name, finished.read()), store.endAfter(chat, name, 0))
                : List.of(store.remove(chat, name));
        ComposedMessage file = composer.wholeList(finished.events(), batch.reader(), List.of(end.id()));
        return new DeliveryPlan(file, List.of(), writes, null, null, null, true);
    }

    private static DeliveryPlan nothing(List<RedisWrite> writes) {
        return new DeliveryPlan(null, List.of(), writes, null, null, null, true);
    }

    private DeliveryPlan single(PendingBatch batch, PendingEvent pending) {
        boolean counts = !CardPlanner.isNoChange(pending.entry().why());
        Changes repeated = counts ? changes.of(pending.event(), batch.state()) : Changes.NONE;
        int shown = repeated.many() ? repeated.count() : 0;
        CardPlan card = cards.plan(batch, pending, shown, repeated.silent()).orElse(null);
        ComposedMessage composed = card == null ? composer.single(pending, batch.reader(), shown) : card.message();
        boolean silent = repeated.silent() || (card == null && cards.isMuted(batch, pending));
        ComposedMessage message = silent ? composed.silenced() : composed;
        List<RedisWrite> writes = new ArrayList<>();
        if (counts) {
            Changes sent = repeated.and(message.ids().size() - 1);
            writes.addAll(changes.writes(batch.chat(), pending.event().key(), sent));
        }
        if (isAlarm(pending) && message.edits() == null) {
            writes.add(alarmLimit.another(batch.chat(), batch.state()));
        }
        return plan(batch, message, wakes(pending), writes, null, card, null);
    }

    private DeliveryPlan digest(PendingBatch batch, String name, @Nullable String json, List<PendingEvent> events) {
        LiveDigest before = store.read(json);
        LiveDigest live = before != null && before.isLive(clock.instant()) ? before : null;
        boolean alarms = name.equals(OutboxReader.ALARMS);
        if (live == null && events.size() == 1 && !alarms) {
            return single(batch, events.get(0));
        }
        LiveDigest digest = live == null ? digests.begin(events) : digests.add(live, events);
        StormPlan storm = alarms ? storms.plan(batch, digest, events).orElse(null) : null;
        ComposedMessage message = live != null || alarms ? null : composer.compose(events, batch.reader());
        boolean whole = message instanceof ComposedMessage.Text text
                && text.ids().size() == events.size()
                && text.html().lines().count() <= MAX_LINES;
        if (!whole) {
            digest = storm == null ? digests.partial(digest) : digest.withPartial(true);
            message = storm == null ? digests.compose(digest, events, batch.reader()) : storm.message();
        }
        if (live == null && before != null && before.partial()) {
            // The file of the digest before is not sent yet, and will contain these events too.
            digest = digest.withPartial(true);
        }
        return plan(batch, Objects.requireNonNull(message), alarms, List.of(), new Digest(name, digest), null, storm);
    }

    private DeliveryPlan plan(
            PendingBatch batch,
            ComposedMessage composed,
            boolean wakes,
            List<RedisWrite> writes,
            @Nullable Digest digest,
            @Nullable CardPlan card,
            @Nullable StormPlan storm) {
        ComposedMessage message =
                sound.isQuiet(batch, composed) ? composed.silenced() : sound.limited(batch.state(), composed, wakes);
        List<RedisWrite> all = new ArrayList<>(writes);
        all.addAll(sound.writes(batch.chat(), message, wakes));
        return new DeliveryPlan(message, remaining(batch, message), all, digest, card, storm, false);
    }

    private boolean isAlarm(PendingEvent pending) {
        return !isBacklog(pending) && wakes(pending);
    }

    private boolean wakes(PendingEvent pending) {
        return statuses.named(pending.event().status()).filter(Status::wakes).isPresent();
    }

    /** Whether it happened before the person could get it. */
    private static boolean isBacklog(PendingEvent pending) {
        return pending.entry().why() == Why.HANDOVER || pending.entry().why() == Why.MISSED;
    }

    /** The events of one key stay in order, so an earlier one of the same key goes before it. */
    private static PendingEvent firstOfItsKey(PendingBatch batch, PendingEvent alarm) {
        String key = alarm.event().key();
        return key == null
                ? alarm
                : batch.pending().stream()
                        .filter(pending -> key.equals(pending.event().key()))
                        .findFirst()
                        .orElse(alarm);
    }

    /** These events, and the others of their keys, in order. */
    private static List<PendingEvent> withTheirKeys(PendingBatch batch, List<PendingEvent> alarms) {
        Set<String> ids = alarms.stream().map(PendingEvent::id).collect(Collectors.toSet());
        Set<String> about = alarms.stream()
                .map(alarm -> alarm.event().key())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return batch.pending().stream()
                .filter(pending -> ids.contains(pending.id())
                        || about.contains(
                                Objects.requireNonNullElse(pending.event().key(), "")))
                .toList();
    }

    private static List<PendingEvent> without(List<PendingEvent> events, List<PendingEvent> others) {
        Set<String> ids = others.stream().map(PendingEvent::id).collect(Collectors.toSet());
        return events.stream().filter(event -> !ids.contains(event.id())).toList();
    }

    private static List<String> remaining(PendingBatch batch, ComposedMessage message) {
        Set<String> contained = new HashSet<>(message.ids());
        List<String> remaining = new ArrayList<>();
        PendingText text = batch.texts().next();
        if (text != null) {
            remaining.add(text.id());
        }
        for (PendingEvent pending : batch.pending()) {
            if (!contained.contains(pending.id())) {
                remaining.add(pending.id());
            }
        }
        return remaining;
    }
}
