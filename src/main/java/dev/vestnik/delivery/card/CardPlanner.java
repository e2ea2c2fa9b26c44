package dev.vestnik.delivery.card;

import dev.vestnik.delivery.card.CardPlan.Shown;
import dev.vestnik.delivery.message.CardComposer;
import dev.vestnik.delivery.message.CardComposer.Frame;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.card.Card;
import dev.vestnik.outbox.CardContent;
import dev.vestnik.outbox.CardReader;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a chat learns of an incident. There is one live card in a chat: a worsening, and a new opening, are a new message
 * with a sound, and the card before loses its buttons; any other change is a silent edit. A card shows the incident as it is
 * when the card is sent.
 */
public final class CardPlanner {
    /** For these the person did not see the card before, or nobody reacted: it is sent anew. */
    private static final Set<Why> ANEW = Set.of(Why.HANDOVER, Why.MISSED, Why.ESCALATED, Why.UNSILENCED);

    /** How long an edit of a card waits, for instance while Telegram is unavailable. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final CardReader reader;
    private final CardComposer composer;
    private final Statuses statuses;
    private final Clock clock;
    private final boolean merge;

    /** @param merge whether a change may edit the card; else each event is a message of its own, and the last one is the card */
    public CardPlanner(CardReader reader, CardComposer composer, Statuses statuses, Clock clock, boolean merge) {
        this.reader = reader;
        this.composer = composer;
        this.statuses = statuses;
        this.clock = clock;
        this.merge = merge;
    }

    /**
     * The message about one event.
     *
     * @param changes how often its key has changed lately; 0: this is not shown
     * @param flapping whether this change is one of many, and not worse than those before
     * @return empty: the event is not about an incident that people know by a number, and is shown without a card
     */
    public Optional<CardPlan> plan(PendingBatch batch, PendingEvent pending, int changes, boolean flapping) {
        Status status = statuses.named(pending.event().status()).orElse(null);
        if (status == null || !(status.opens() || status.closes())) {
            return Optional.empty();
        }
        return reader.of(pending, batch.reader(), status.opens()).map(content -> {
            if (!status.opens()) {
                return closing(content, pending, changes, flapping);
            }
            CardPlan plan = opening(batch, content, pending, changes, flapping);
            boolean quiet = content.state().incident().isSilenced() || isMuted(content, pending, status);
            return quiet ? plan.silenced() : plan;
        });
    }

    /**
     * Whether the person wants no sound for this event, which has no card of its own: the repeats of its incident are muted.
     */
    public boolean isMuted(PendingBatch batch, PendingEvent pending) {
        Status status = statuses.named(pending.event().status()).orElse(null);
        return status != null
                && !status.closes()
                && pending.event().key() != null
                && reader.of(pending, batch.reader(), false)
                        .filter(content -> content.state().incident().open() && isMuted(content, pending, status))
                        .isPresent();
    }

    /** A worsening to a status that wakes sounds, and so does that nobody has taken the incident. */
    private static boolean isMuted(CardContent content, PendingEvent pending, Status status) {
        Card card = content.state().card();
        boolean worse = status.wakes() && (card == null || status.rank() < card.rank());
        return content.mutedUntil() != null
                && !worse
                && !ANEW.contains(pending.entry().why());
    }

    private CardPlan opening(
            PendingBatch batch, CardContent content, PendingEvent pending, int changes, boolean flapping) {
        Incident incident = content.state().incident();
        String ref = pending.entry().event();
        boolean last = merge || ref.equals(incident.event());
        if (!incident.open() || isBefore(ref, incident.since()) || !last) {
            return plain(content, pending, changes, null, flapping);
        }
        Card card = content.state().card();
        int rank = rank(incident.status());
        boolean same = card != null && card.generation() == incident.generation() && rank >= card.rank();
        boolean editable =
                merge && (same || flapping) && !ANEW.contains(pending.entry().why());
        PendingEvent shown = shown(content, pending);
        List<String> ids = merge ? ids(batch, pending) : List.of(pending.id());
        CardPlan anew = open(content, shown, ids, changes, rank, null);
        if (card != null && editable && (card.file() || !(anew.message() instanceof ComposedMessage.Document))) {
            return open(content, shown, ids, changes, rank, card);
        }
        return (card != null && editable) || flapping ? anew.silenced() : anew;
    }

    private CardPlan closing(CardContent content, PendingEvent pending, int changes, boolean flapping) {
        Card card = content.state().card();
        if (card == null) {
            return plain(content, pending, changes, null, flapping);
        }
        if (merge && flapping && !content.state().incident().open()) {
            return closed(content, card, List.of(pending.id()), changes);
        }
        return plain(content, pending, changes, card.message(), flapping);
    }

    /**
     * The card whose turn has come in the outbox.
     *
     * @return empty: there is nothing to send
     */
    public Optional<CardPlan> plan(String id, OutboxText text) {
        return reader.of(text)
                .flatMap(content ->
                        text.kind().equals(OutboxText.NEW_CARD) ? anew(content, id) : refreshed(content, id));
    }

    /**
     * A message that shows an incident beside the card of its chat, because a process ended after Telegram had taken the message
     * and before it was recorded. It gets the present state of a closed incident, or says where the card is.
     *
     * @return empty: it is or was the card, or there is no card yet
     */
    public Optional<ComposedMessage> repeated(String id, OutboxText text) {
        long message = Objects.requireNonNull(text.edits());
        return reader.of(text).flatMap(content -> {
            Card card = content.state().card();
            if (card == null || card.message() == message) {
                return Optional.empty();
            }
            Frame frame = new Frame(List.of(id), null, message, card.file());
            return Optional.of(
                    content.state().incident().open()
                            ? composer.ended(content, problem(content), placeOfCard(message, card), frame)
                            : composer.closed(content, problem(content), card.changes(), frame));
        });
    }

    /** Whether the message that this text edits is or was a card. */
    public boolean isKnown(OutboxText text) {
        return reader.isKnown(text.chat(), Objects.requireNonNull(text.edits()));
    }

    /** The write by which it was one from now on. */
    public RedisWrite known(OutboxText text) {
        return reader.known(text.html(), text.chat(), Objects.requireNonNull(text.edits()));
    }

    /** The key of the text that says where the card is, seen from another message of its chat. */
    public static String placeOfCard(long message, Card card) {
        return card.message() > message ? "card.continued" : "card.above";
    }

    private Optional<CardPlan> anew(CardContent content, String id) {
        Event event = content.event();
        if (event == null) {
            return Optional.empty();
        }
        Incident incident = content.state().incident();
        Card card = content.state().card();
        int changes = card == null ? 0 : card.changes();
        CardPlan plan = incident.open()
                ? open(content, entry(content, event), List.of(id), changes, rank(incident.status()), null)
                : closed(content, null, List.of(id), changes);
        return Optional.of(plan.silenced());
    }

    private Optional<CardPlan> refreshed(CardContent content, String id) {
        Card card = content.state().card();
        Incident incident = content.state().incident();
        if (card == null || (card.ended() && card.generation() != incident.generation())) {
            return Optional.empty();
        }
        List<String> ids = List.of(id);
        CardPlan plan;
        if (card.generation() != incident.generation()) {
            Frame frame = new Frame(ids, null, card.message(), card.file());
            ComposedMessage message = composer.ended(content, problem(content), "card.reopened", frame);
            plan = plan(content, message, card.generation(), card.rank(), true, 0, card.entry(), card);
        } else if (!incident.open()) {
            plan = closed(content, card, ids, card.changes());
        } else if (content.event() != null) {
            int rank = Math.max(card.rank(), rank(incident.status()));
            plan = open(content, entry(content, content.event()), ids, card.changes(), rank, card);
        } else {
            return Optional.empty();
        }
        boolean known = plan.shown() != null && plan.shown().card().shown().equals(card.shown());
        return known ? Optional.empty() : Optional.of(plan);
    }

    /** What to write when the message was sent. */
    public List<RedisWrite> sent(long chat, CardPlan plan, @Nullable Long messageId) {
        Shown shown = plan.shown();
        if (shown == null) {
            return List.of();
        }
        Card card = shown.card();
        Long edited = plan.message().edits();
        Long id = messageId == null ? edited : messageId;
        if (id == null) {
            return List.of();
        }
        boolean file = id.equals(edited) ? card.file() : plan.message() instanceof ComposedMessage.Document;
        Card sent = new Card(
                id, card.generation(), card.rank(), file, card.ended(), card.changes(), card.shown(), card.entry());
        return reader.shown(shown.key(), chat, sent, shown.closed());
    }

    /** Whether this entry is about a state that the incident is in for longer, and not about a change. */
    public static boolean isNoChange(Why why) {
        return ANEW.contains(why);
    }

    private CardPlan open(
            CardContent content, PendingEvent event, List<String> ids, int changes, int rank, @Nullable Card edited) {
        ComposedMessage message =
                composer.open(content, event, changes, frame(ids, CardKeyboard.of(content, event.event()), edited));
        int generation = content.state().incident().generation();
        return plan(
                content,
                message,
                generation,
                rank,
                false,
                changes,
                event.entry().fields(),
                edited);
    }

    private CardPlan closed(CardContent content, @Nullable Card edited, List<String> ids, int changes) {
        PendingEvent problem = problem(content);
        ComposedMessage message = composer.closed(content, problem, changes, frame(ids, null, edited));
        Incident incident = content.state().incident();
        int rank = edited == null ? rank(incident.status()) : edited.rank();
        Map<String, String> entry = problem.entry().fields();
        return plan(content, message, incident.generation(), rank, true, changes, entry, edited);
    }

    private static Frame frame(List<String> ids, @Nullable String keyboard, @Nullable Card edited) {
        return new Frame(ids, keyboard, edited == null ? null : edited.message(), edited != null && edited.file());
    }

    private CardPlan plan(
            CardContent content,
            ComposedMessage message,
            int generation,
            int rank,
            boolean ended,
            int changes,
            Map<String, String> entry,
            @Nullable Card edited) {
        Card card = new Card(
                edited == null ? 0 : edited.message(),
                generation,
                rank,
                edited != null && edited.file(),
                ended,
                changes,
                message.contentDigest(),
                entry);
        Incident incident = content.state().incident();
        Card before = content.state().card();
        return new CardPlan(
                message,
                new Shown(incident.key(), incident.number(), card, !incident.open()),
                edited != null || before == null || before.ended() ? null : ends(content, before));
    }

    private CardPlan plain(
            CardContent content, PendingEvent pending, int changes, @Nullable Long replyTo, boolean silent) {
        ComposedMessage message = composer.event(content, pending, changes, replyTo);
        return new CardPlan(silent ? message.silenced() : message, null, null);
    }

    /** The edit that takes the buttons from this card, since another message is the card now. */
    private OutboxText ends(CardContent content, Card before) {
        Frame frame = new Frame(List.of(), null, before.message(), before.file());
        ComposedMessage message = composer.ended(content, problem(content), "card.continued", frame);
        Instant until = clock.instant().plus(PATIENCE);
        String kind = before.file() ? OutboxText.CAPTION : OutboxText.EDIT;
        return new OutboxText(
                content.chat(),
                kind,
                message.html(),
                null,
                before.message(),
                OutboxText.ends(before.message()),
                null,
                until);
    }

    /** The event that the incident shows now, for the reader of this entry. */
    private static PendingEvent shown(CardContent content, PendingEvent pending) {
        String ref = content.state().incident().event();
        Event event = content.event();
        OutboxEntry entry = pending.entry();
        return event == null || ref.equals(entry.event())
                ? pending
                : new PendingEvent(
                        pending.id(), new OutboxEntry(entry.chat(), ref, entry.why(), entry.passedOver()), event);
    }

    /** The event, for the person whose card shows it or will show it. */
    private static PendingEvent entry(CardContent content, Event event) {
        Card card = content.state().card();
        String ref = content.state().incident().event();
        OutboxEntry entry = card == null || card.entry().isEmpty()
                ? new OutboxEntry(content.chat(), ref, Why.DUTY)
                : OutboxEntry.of(content.chat(), card.entry());
        return new PendingEvent("", new OutboxEntry(content.chat(), ref, entry.why(), entry.passedOver()), event);
    }

    /** The event that the person saw last, else the one that the incident shows; if both have expired, what is known of it. */
    private static PendingEvent problem(CardContent content) {
        Card card = content.state().card();
        if (card != null && content.problem() != null) {
            return new PendingEvent("", OutboxEntry.of(content.chat(), card.entry()), content.problem());
        }
        Incident incident = content.state().incident();
        Event event = content.event() != null
                ? content.event()
                : new Event(
                        null,
                        incident.key(),
                        incident.status(),
                        incident.title(),
                        null,
                        null,
                        incident.area(),
                        incident.to(),
                        incident.opened(),
                        null,
                        null,
                        null,
                        Map.of());
        return entry(content, event);
    }

    /** The event's entry, and those behind it whose changes the card shows, too. */
    private List<String> ids(PendingBatch batch, PendingEvent first) {
        List<String> ids = new ArrayList<>(List.of(first.id()));
        int at = batch.pending().indexOf(first);
        for (PendingEvent next : batch.pending().subList(at + 1, batch.pending().size())) {
            Status status = statuses.named(next.event().status()).orElse(null);
            if (status == null
                    || !Objects.equals(next.event().key(), first.event().key())) {
                continue;
            }
            if (status.closes()) {
                break;
            }
            boolean covered = status.opens()
                    && !ANEW.contains(next.entry().why())
                    && next.event().to().equals(first.event().to());
            if (covered) {
                ids.add(next.id());
            }
        }
        return ids;
    }

    private int rank(String status) {
        return statuses.named(status).map(Status::rank).orElse(Integer.MAX_VALUE);
    }

    private static boolean isBefore(String ref, String other) {
        return StreamId.of(ref).compareTo(StreamId.of(other)) < 0;
    }
}
