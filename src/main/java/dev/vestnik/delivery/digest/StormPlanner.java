package dev.vestnik.delivery.digest;

import dev.vestnik.delivery.digest.StormComposer.Shown;
import dev.vestnik.delivery.message.AreaFinder;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.card.FoldedIncident;
import dev.vestnik.incident.card.FoldedState;
import dev.vestnik.incident.card.Storm;
import dev.vestnik.incident.card.StormCard;
import dev.vestnik.incident.card.Storms;
import dev.vestnik.incident.card.Storms.Present;
import dev.vestnik.outbox.CardReader;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.text.TextSanitizer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a chat learns of a storm: more waking events in a minute than are sent as cards. One message counts their
 * incidents as they are when it is sent, and is edited when one of them changes. The card of the next storm takes over the
 * incidents that are still open, and the card before loses its buttons.
 */
public final class StormPlanner {
    /** How long the edit that takes the buttons from a card waits, for instance while Telegram is unavailable. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private static final int ID_RADIX = 36;

    private final Storms storms;
    private final CardReader cards;
    private final StormComposer composer;
    private final AreaFinder areas;
    private final Statuses statuses;
    private final Clock clock;

    public StormPlanner(
            Storms storms, CardReader cards, StormComposer composer, AreaFinder areas, Statuses statuses, Clock clock) {
        this.storms = storms;
        this.cards = cards;
        this.composer = composer;
        this.areas = areas;
        this.statuses = statuses;
        this.clock = clock;
    }

    /**
     * The card of the storm with these events too.
     *
     * @param digest of the same events; if it is sent already, its message is edited
     * @return empty: none of the incidents has a number, or the chat has no cards
     */
    public Optional<StormPlan> plan(PendingBatch batch, LiveDigest digest, List<PendingEvent> events) {
        long chat = batch.chat();
        Map<String, Event> opening = opening(events);
        if (chat < 0 || opening.isEmpty()) {
            return Optional.empty();
        }
        storms.begin(chat, opening.keySet());
        Storm before = storms.read(chat).orElse(null);
        Long edits = digest.message();
        StormCard goesOn = before == null || edits == null ? null : before.card();
        boolean replaces = goesOn == null;
        List<FoldedIncident> known = before == null ? List.of() : before.folded();
        Set<String> about = new LinkedHashSet<>(opening.keySet());
        known.stream().filter(folded -> !folded.over()).forEach(folded -> about.add(folded.key()));
        Map<String, Present> present = storms.present(about);
        Map<String, FoldedState> states = new LinkedHashMap<>();
        known.stream()
                .map(folded -> Storms.state(folded, present.get(folded.key())))
                .filter(state -> !replaces || state.open())
                .forEach(state -> states.put(state.folded().key(), state));
        List<FoldedIncident> added = new ArrayList<>();
        opening.forEach((key, event) -> folded(key, event, present).ifPresent(folded -> {
            added.add(folded);
            states.put(key, Storms.state(folded, present.get(key)));
        }));
        if (states.isEmpty()) {
            return Optional.empty();
        }
        int others = (int) events.stream()
                        .filter(pending -> !states.containsKey(
                                Objects.requireNonNullElse(pending.event().key(), "")))
                        .count()
                + (goesOn == null ? 0 : goesOn.others());
        String id = goesOn == null ? Long.toString(clock.millis(), ID_RADIX) : goesOn.id();
        List<FoldedState> all = List.copyOf(states.values());
        ComposedMessage message = composer.compose(
                new Shown(batch.reader(), chat, id, all, others),
                events.stream().map(PendingEvent::id).toList(),
                edits);
        return Optional.of(new StormPlan(
                message,
                new StormCard(id, 0, others, message.contentDigest()),
                replaces ? all.stream().map(FoldedState::folded).toList() : added,
                replaces,
                before != null && edits == null ? ends(batch.reader(), chat, before, present) : null));
    }

    /**
     * The card of the storm of a chat, after one of its incidents has changed.
     *
     * @return empty: there is nothing to send
     */
    public Optional<StormPlan> refresh(long chat, String id) {
        ReaderLocale reader = cards.reader(chat).orElse(null);
        Storm storm = reader == null ? null : storms.read(chat).orElse(null);
        if (reader == null || storm == null) {
            return Optional.empty();
        }
        StormCard card = storm.card();
        List<FoldedState> states = storms.states(storm.folded());
        Shown shown = new Shown(reader, chat, card.id(), states, card.others());
        ComposedMessage message =
                composer.compose(shown, List.of(id), card.message()).silenced();
        String digest = message.contentDigest();
        return digest.equals(card.shown())
                ? Optional.empty()
                : Optional.of(new StormPlan(
                        message, new StormCard(card.id(), 0, card.others(), digest), ended(states), false, null));
    }

    /** Those that are over, and were not before. */
    private static List<FoldedIncident> ended(List<FoldedState> states) {
        return states.stream()
                .filter(state -> !state.open() && !state.folded().over())
                .map(state -> state.folded().ended())
                .toList();
    }

    /** What to write when the message was sent. */
    public List<RedisWrite> sent(long chat, StormPlan plan, @Nullable Long messageId) {
        Long id = messageId == null ? plan.message().edits() : messageId;
        return id == null ? List.of() : storms.shown(chat, plan.card().in(id), plan.folded(), plan.replaces());
    }

    /** The last of these events about each incident that it opens, or has opened; private ones are left out. */
    private Map<String, Event> opening(List<PendingEvent> events) {
        Map<String, Event> opening = new LinkedHashMap<>();
        for (PendingEvent pending : events) {
            Event event = pending.event();
            boolean opens = statuses.named(event.status()).filter(Status::opens).isPresent();
            if (opens && event.key() != null && event.to().isEmpty()) {
                opening.put(event.key(), event);
            }
        }
        return opening;
    }

    private Optional<FoldedIncident> folded(String key, Event event, Map<String, Present> present) {
        Present found = present.get(key);
        Incident incident = found == null ? null : found.incident();
        if (incident == null || incident.number() == 0 || incident.isPrivate()) {
            return Optional.empty();
        }
        return Optional.of(new FoldedIncident(
                key,
                incident.number(),
                incident.generation(),
                line(areas.nameFor(event)),
                line(areas.rangeFor(event)),
                line(event.title()),
                line(event.source())));
    }

    private OutboxText ends(ReaderLocale reader, long chat, Storm before, Map<String, Present> present) {
        StormCard card = before.card();
        List<FoldedState> states = before.folded().stream()
                .map(folded -> Storms.state(folded, present.get(folded.key())))
                .toList();
        return new OutboxText(
                chat,
                OutboxText.EDIT,
                composer.ended(new Shown(reader, chat, card.id(), states, card.others()))
                        .code(),
                null,
                card.message(),
                "ends:" + card.message(),
                null,
                clock.instant().plus(PATIENCE));
    }

    private static String line(@Nullable String text) {
        return text == null ? "" : TextSanitizer.line(text);
    }
}
