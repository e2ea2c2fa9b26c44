package dev.vestnik.delivery.group;

import dev.vestnik.delivery.card.CardPlanner;
import dev.vestnik.delivery.group.GroupCopyPlan.Copy;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.card.Card;
import dev.vestnik.incident.card.CardState;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.incident.group.GroupCopies;
import dev.vestnik.incident.group.GroupDigest;
import dev.vestnik.incident.group.Place;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a group learns of incidents. There is one live copy of an incident in a group or topic, which is edited as the
 * incident changes; a worsening, and a new opening, are a new message with a sound, and the copy before loses its buttons. If
 * more incidents wait than a group can read one by one, one message shows all of them.
 */
public final class GroupCopyPlanner {
    /** New incidents that wait at once and still are messages of their own. */
    private static final int MAX_SINGLE = 5;

    /** How long an edit waits, for instance while Telegram is unavailable. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final BindingStore bindings;
    private final GroupCopies copies;
    private final GroupCopyComposer composer;
    private final Statuses statuses;
    private final Clock clock;

    public GroupCopyPlanner(
            BindingStore bindings, GroupCopies copies, GroupCopyComposer composer, Statuses statuses, Clock clock) {
        this.bindings = bindings;
        this.copies = copies;
        this.composer = composer;
        this.statuses = statuses;
        this.clock = clock;
    }

    /** What an entry of the outbox needs. */
    private enum Need {
        NOTHING,
        NEW_MESSAGE,
        EDIT,
        EDIT_OF_DIGEST
    }

    /** @param state null: the incident is not kept any more */
    private record Waiting(String id, Need need, @Nullable CardState state) {
        CardState known() {
            return Objects.requireNonNull(state);
        }

        Card card() {
            return Objects.requireNonNull(known().card());
        }

        String key() {
            return known().incident().key();
        }
    }

    /** @param batch with a copy to send */
    public GroupCopyPlan plan(PendingBatch batch) {
        List<PendingText> pending = batch.texts().copies();
        Place asked = new Place(batch.chat(), pending.get(0).text().topic());
        Binding binding =
                bindings.of(asked).filter(found -> found.closed() == null).orElse(null);
        if (binding == null) {
            Set<String> all = new HashSet<>();
            pending.forEach(one -> all.add(one.id()));
            return GroupCopyPlan.nothing(asked, all);
        }
        Place place = binding.place();
        List<Waiting> waiting = pending.stream()
                .map(one -> waiting(one.id(), one.text().html(), place, binding))
                .toList();
        Set<String> settled = new LinkedHashSet<>();
        waiting.stream().filter(one -> one.need() == Need.NOTHING).forEach(one -> settled.add(one.id()));
        List<Waiting> news =
                waiting.stream().filter(one -> one.need() == Need.NEW_MESSAGE).toList();
        if (!news.isEmpty()) {
            GroupDigest digest = copies.lastDigest(place)
                    .filter(last -> last.takes(news.size(), clock.instant()))
                    .orElse(null);
            if (digest != null || news.size() > MAX_SINGLE) {
                return digest(binding, settled, news, digest);
            }
        }
        for (Waiting one : waiting) {
            if (one.need() == Need.NOTHING) {
                continue;
            }
            GroupCopyPlan plan = single(binding, settled, one);
            if (plan.message() != null) {
                return plan;
            }
            settled.add(one.id());
        }
        return GroupCopyPlan.nothing(place, settled);
    }

    /**
     * A message that shows an incident beside the copy of its place, see {@link CardPlanner#repeated}.
     *
     * @return empty: it is or was the copy, or there is no copy yet
     */
    public Optional<ComposedMessage> repeated(OutboxText text) {
        long message = Objects.requireNonNull(text.edits());
        return bindings.of(new Place(text.chat(), text.topic()))
                .flatMap(binding ->
                        copies.read(text.html(), binding.place()).flatMap(state -> repeated(state, binding, message)));
    }

    private Optional<ComposedMessage> repeated(CardState state, Binding binding, long message) {
        Card copy = state.card();
        if (copy == null || copy.message() == message) {
            return Optional.empty();
        }
        return Optional.of(
                state.incident().open()
                        ? composer.ended(state, binding, CardPlanner.placeOfCard(message, copy), message)
                        : composer.closed(state, binding, message));
    }

    private Waiting waiting(String id, String key, Place place, Binding binding) {
        CardState state = copies.read(key, place).orElse(null);
        if (state == null) {
            return new Waiting(id, Need.NOTHING, null);
        }
        return new Waiting(id, need(state, place, binding), state);
    }

    private Need need(CardState state, Place place, Binding binding) {
        Incident incident = state.incident();
        Card card = state.card();
        if (incident.isPrivate() || (card == null && !binding.covers(incident))) {
            return Need.NOTHING;
        }
        if (card == null) {
            return Need.NEW_MESSAGE;
        }
        boolean reopened = card.generation() != incident.generation();
        boolean worse = incident.open() && rank(incident) < card.rank() && !incident.isSilenced();
        if (reopened || worse) {
            boolean appears = incident.open() && (!reopened || binding.covers(incident));
            return appears ? Need.NEW_MESSAGE : Need.NOTHING;
        }
        if (GroupCopies.isInDigest(card)) {
            return copies.digest(place, card.message()).isPresent() ? Need.EDIT_OF_DIGEST : Need.NOTHING;
        }
        return Need.EDIT;
    }

    private GroupCopyPlan single(Binding binding, Set<String> settled, Waiting waiting) {
        Place place = binding.place();
        Set<String> all = new HashSet<>(settled);
        all.add(waiting.id());
        if (waiting.need() == Need.EDIT_OF_DIGEST) {
            GroupDigest digest = copies.digest(place, waiting.card().message()).orElseThrow();
            return refreshed(binding, all, digest);
        }
        CardState state = waiting.known();
        Incident incident = state.incident();
        Card before = state.card();
        Long edits = waiting.need() == Need.EDIT ? waiting.card().message() : null;
        ComposedMessage message =
                incident.open() ? composer.open(state, binding, edits) : composer.closed(state, binding, edits);
        if (edits != null && message.contentDigest().equals(waiting.card().shown())) {
            return GroupCopyPlan.nothing(place, all);
        }
        String problem = before == null ? null : GroupCopies.eventOf(before);
        Card card = GroupCopies.showing(
                incident.open() || problem == null ? incident.event() : problem,
                edits == null ? 0 : edits,
                incident.generation(),
                edits == null ? rank(incident) : waiting.card().rank(),
                !incident.open(),
                message.contentDigest());
        Copy copy = new Copy(incident.key(), card, !incident.open());
        OutboxText ends = edits == null && before != null && !before.ended() && !GroupCopies.isInDigest(before)
                ? ends(state, binding, before)
                : null;
        return new GroupCopyPlan(message, place, all, List.of(copy), null, ends);
    }

    /** The edit that takes the buttons from this copy, since another message is the copy now. */
    private OutboxText ends(CardState state, Binding binding, Card before) {
        Instant until = clock.instant().plus(PATIENCE);
        long message = before.message();
        String html = composer.ended(state, binding, "card.continued", message).html();
        return new OutboxText(
                binding.chat(), OutboxText.EDIT, html, null, message, OutboxText.ends(message), null, until);
    }

    /** @param digest that goes on; null: another one begins */
    private GroupCopyPlan digest(
            Binding binding, Set<String> settled, List<Waiting> news, @Nullable GroupDigest digest) {
        Instant now = clock.instant();
        List<String> keys = news.stream().map(Waiting::key).toList();
        GroupDigest before = digest == null ? new GroupDigest(0, now, List.of(), "") : digest;
        Set<String> all = new HashSet<>(settled);
        news.forEach(one -> all.add(one.id()));
        return digest(binding, all, before.with(keys, now), new HashSet<>(keys));
    }

    private GroupCopyPlan refreshed(Binding binding, Set<String> settled, GroupDigest digest) {
        GroupCopyPlan plan = digest(binding, settled, digest, Set.of());
        boolean known = plan.digest() != null && plan.digest().shown().equals(digest.shown());
        return known ? GroupCopyPlan.nothing(binding.place(), settled) : plan;
    }

    /** @param added the incidents that the message adds */
    private GroupCopyPlan digest(Binding binding, Set<String> settled, GroupDigest digest, Set<String> added) {
        Place place = binding.place();
        List<CardState> states = digest.incidents().stream()
                .map(key -> copies.read(key, place))
                .flatMap(Optional::stream)
                .toList();
        List<Copy> shown = states.stream()
                .filter(state -> added.contains(state.incident().key()) || isShownBy(state, digest))
                .map(state -> inDigest(state, digest))
                .toList();
        Long edits = digest.message() == 0 ? null : digest.message();
        ComposedMessage message = composer.digest(states, binding, edits);
        GroupDigest sent = digest.sentAs(digest.message(), message.contentDigest());
        return new GroupCopyPlan(message, place, settled, shown, sent, null);
    }

    private static boolean isShownBy(CardState state, GroupDigest digest) {
        Card card = state.card();
        return card != null && GroupCopies.isInDigest(card) && card.message() == digest.message();
    }

    private Copy inDigest(CardState state, GroupDigest digest) {
        Incident incident = state.incident();
        Card card = GroupCopies.inDigest(digest.message(), incident.generation(), rank(incident), !incident.open());
        return new Copy(incident.key(), card, !incident.open());
    }

    /** What to write when the message was sent. */
    public List<RedisWrite> sent(GroupCopyPlan plan, @Nullable Long messageId) {
        ComposedMessage message = plan.message();
        Long id = messageId == null && message != null ? message.edits() : messageId;
        if (message == null || id == null) {
            return List.of();
        }
        List<RedisWrite> writes = new ArrayList<>();
        for (Copy copy : plan.copies()) {
            writes.addAll(copies.shown(copy.key(), plan.place(), copy.card().in(id), copy.closed()));
        }
        GroupDigest digest = plan.digest();
        if (digest != null) {
            writes.addAll(copies.shown(plan.place(), digest.sentAs(id, digest.shown())));
        }
        return writes;
    }

    private int rank(Incident incident) {
        return statuses.named(incident.status()).map(Status::rank).orElse(Integer.MAX_VALUE);
    }
}
