package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.component.telegram.AsyncTelegramConstants;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.DeliveryPause;
import dev.vestnik.delivery.DeliveryPlan;
import dev.vestnik.delivery.DeliveryPlanner;
import dev.vestnik.delivery.FailurePolicy;
import dev.vestnik.delivery.OutcomeRecorder;
import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.delivery.digest.LiveDigest;
import dev.vestnik.delivery.group.GroupCopyPlan;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.dispatch.EventSubject;
import dev.vestnik.flow.log.LogContext;
import dev.vestnik.flow.log.MessageSubjects;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.NoticeKind;
import dev.vestnik.notice.PlaceNotices;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.outbox.OutboxReader.Slot;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.user.HashedChat;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code event-delivery.camel.yaml}. They pass data in {@link DeliveryProperties}. */
public final class DeliverySteps {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySteps.class);

    private static final NoticeKind CHAT_HELD = new NoticeKind("chat-held", Duration.ofHours(1));

    /** How long the end of a digest waits, for instance while Telegram is unavailable. */
    private static final Duration END_PATIENCE = Duration.ofDays(1);

    /** The reason of dead letters that somebody else has written to the outbox. */
    private static final String FOREIGN = "foreign";

    private final Keys keys;
    private final OutboxReader outbox;
    private final DeliveryPlanner planner;
    private final OutcomeRecorder recorder;
    private final TelegramCircuitBreaker breaker;
    private final DeliveryPause pause;
    private final RateLimitDetector rateLimits;
    private final UserService users;
    private final CardStore cards;
    private final BindingStore bindings;
    private final DeliveryCounters counters;
    private final Consumer<AdminNotice> notices;

    public DeliverySteps(
            Keys keys,
            OutboxReader outbox,
            DeliveryPlanner planner,
            OutcomeRecorder recorder,
            TelegramCircuitBreaker breaker,
            DeliveryPause pause,
            RateLimitDetector rateLimits,
            UserService users,
            CardStore cards,
            BindingStore bindings,
            DeliveryCounters counters,
            Consumer<AdminNotice> notices) {
        this.keys = keys;
        this.outbox = outbox;
        this.planner = planner;
        this.recorder = recorder;
        this.breaker = breaker;
        this.pause = pause;
        this.rateLimits = rateLimits;
        this.users = users;
        this.cards = cards;
        this.bindings = bindings;
        this.counters = counters;
        this.notices = notices;
    }

    /**
     * Body: the entries of one chat to a {@link PendingBatch}. Keeps the entries that were not read for the next exchange,
     * moves those that Vestnik has not written to the dead letters, and sets the chat that messages go to.
     */
    public void loadEvents(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        List<?> entries = OutboxMessages.batch(message);
        long chat = OutboxMessages.chat((Message) entries.get(0));
        LogContext.chat(exchange, chat);
        List<String> foreign = OutboxMessages.foreign(chat, entries);
        List<Slot> slots = OutboxMessages.slots(chat, entries, foreign);
        LogContext.events(
                exchange,
                slots.stream()
                        .map(slot -> new EventSubject(slot.entry().event(), null, null))
                        .toList());
        PendingBatch batch = outbox.read(chat, slots, OutboxMessages.texts(chat, entries, foreign));
        Settlement settlement = Settlement.of(exchange);
        settlement.keep(batch.unread(), batch.pause());
        settlement.foreign(foreign, FOREIGN);
        message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, Long.toString(outbox.address(chat)));
        message.setBody(batch);
    }

    /**
     * Body: a {@link PendingBatch} to one message for Telegram, or null if nothing is left to send: its text if it has one,
     * else its events. Keeps the entries that the message does not contain for the next exchange.
     */
    public void composeMessage(Exchange exchange) throws InvalidPayloadException {
        PendingBatch batch = exchange.getMessage().getMandatoryBody(PendingBatch.class);
        exchange.setProperty(DeliveryProperties.BATCH, batch);
        if (batch.pending().isEmpty() && batch.texts().next() == null) {
            exchange.getMessage().setBody(null);
            return;
        }
        DeliveryPlan plan = planner.plan(batch);
        Settlement.of(exchange).keep(plan.remaining());
        LogContext.events(exchange, MessageSubjects.of(batch, plan));
        exchange.setProperty(DeliveryProperties.PLAN, plan);
        exchange.setProperty(DeliveryProperties.MESSAGE, plan.message());
        PendingText text = batch.texts().next();
        exchange.getMessage()
                .setHeader(
                        AsyncTelegramConstants.MESSAGE_THREAD_ID,
                        plan.text() && text != null ? text.text().topic() : null);
        exchange.getMessage().setBody(plan.message() == null ? null : TelegramMessages.html(plan.message()));
    }

    /**
     * Returns while Telegram is available and no operator has paused delivery, and for one probe at a time while Telegram is not.
     *
     * @throws TelegramCircuitOpenException if this exchange has to wait
     */
    public void checkCircuitBreaker() throws TelegramCircuitOpenException {
        if (pause.recent().isPresent()) {
            throw new TelegramCircuitOpenException(DeliveryPause.INTERVAL);
        }
        Duration wait = breaker.enter().orElse(null);
        if (wait != null) {
            throw new TelegramCircuitOpenException(wait);
        }
    }

    /** Body: the same message without mark-up, which Telegram could not parse. */
    public void composePlainText(Exchange exchange) {
        counters.failed(DeliveryFailure.UNPARSABLE);
        exchange.getMessage().setBody(TelegramMessages.plain(Objects.requireNonNull(message(exchange))));
    }

    /**
     * Telegram takes nothing for this chat for a long time: its entries wait, and its events are dispatched again, without
     * this chat, once.
     */
    public void holdChat(Exchange exchange) {
        counters.failed(DeliveryFailure.TOO_FAST);
        PendingBatch batch = batch(exchange);
        Duration pause = Objects.requireNonNull(
                FailurePolicy.retryAfter(TelegramRefusals.caught(exchange)), "see HeldChatPredicate");
        Settlement settlement = Settlement.of(exchange);
        if (rateLimits.refused(batch.chat(), pause)) {
            settlement.holdAll(pause);
        }
        Set<String> settled = batch.settledIds();
        settlement.keep(
                settlement.ids().stream().filter(id -> !settled.contains(id)).toList(), pause);
        enlist(exchange, recorder.passOn(batch, outbox.passedOn(batch.chat()), pause));
        exchange.setProperty(DeliveryProperties.HELD, true);
        String hashed = HashedChat.of(batch.chat());
        LOG.warn("Telegram takes nothing for chat {} for {}; its events also go to the next people", hashed, pause);
        notices.accept(AdminNotice.of(CHAT_HELD, "notice.held", hashed, Long.toString(pause.toMinutes())));
    }

    /** Body: the message without its file, or without mark-up and shorter, since Telegram refused it. */
    public void composeSmaller(Exchange exchange) {
        counters.failed(DeliveryFailure.REFUSED);
        exchange.getMessage()
                .setBody(TelegramMessages.html(
                        Objects.requireNonNull(message(exchange)).smaller()));
    }

    /**
     * Redirects this message and all later ones to the supergroup that the group has become, and binds the supergroup in place
     * of the group. An edit becomes a new message, since the supergroup does not know the message.
     */
    public void followMigration(Exchange exchange) {
        counters.failed(DeliveryFailure.MIGRATED);
        long supergroup =
                Objects.requireNonNull(TelegramRefusals.caught(exchange).migrateTo());
        bindings.move(batch(exchange).chat(), supergroup);
        exchange.setProperty(DeliveryProperties.PLAN, plan(exchange).in(supergroup));
        ComposedMessage message = Objects.requireNonNull(message(exchange));
        if (message.edits() != null) {
            exchange.getMessage().setBody(TelegramMessages.html(message.asNew()));
        }
        exchange.getMessage().setHeader(TelegramConstants.TELEGRAM_CHAT_ID, Long.toString(supergroup));
    }

    /**
     * The message that was to be edited is gone. Body: the digest, or the card of an open incident or of a storm, as a new
     * message; null: any other edit, which is dropped.
     */
    public void composeAsNew(Exchange exchange) {
        DeliveryPlan plan = plan(exchange);
        exchange.getMessage()
                .setBody(
                        plan.message() != null && plan.isLive()
                                ? TelegramMessages.html(plan.message().asNew())
                                : null);
    }

    /** Body: an outbox entry for each live digest that has had no events for a while, which ends it. */
    public void findEndedDigests(Exchange exchange) {
        List<OutboxText> ends = outbox.endedDigests(LiveDigest.QUIET, END_PATIENCE);
        exchange.setProperty(DeliveryProperties.ENDED_DIGESTS, ends);
        List<Message> messages = new ArrayList<>(ends.size());
        for (OutboxText end : ends) {
            Message message = new DefaultMessage(exchange);
            message.setHeader(RedisStreamsConstants.KEY, Long.toString(end.chat()));
            message.setBody(end.newEntry());
            messages.add(message);
        }
        exchange.getMessage().setBody(messages);
    }

    /** The ends of these digests are in the outbox. */
    @SuppressWarnings("unchecked")
    public void forgetEndedDigests(Exchange exchange) {
        outbox.forgetDigests(exchange.getProperty(DeliveryProperties.ENDED_DIGESTS, List.of(), List.class));
    }

    /**
     * Marks the user as unreachable until they write again, and moves the events of the message to the dead letters. A text is
     * dropped.
     */
    public void deadLetterUnreachable(Exchange exchange) {
        counters.failed(DeliveryFailure.UNREACHABLE);
        long chat = batch(exchange).chat();
        String reason = FailurePolicy.reason(DeliveryFailure.UNREACHABLE, TelegramRefusals.caught(exchange));
        users.setUnreachable(chat);
        if (chat < 0) {
            PlaceNotices.removed(bindings.unbindAll(chat)).ifPresent(notices);
        }
        if (!plan(exchange).text()) {
            Settlement.of(exchange)
                    .dead(Objects.requireNonNull(message(exchange)).ids(), reason);
        }
        exchange.setProperty(DeliveryProperties.DEAD_REASON, reason);
        LOG.info("Chat {} is unreachable until its user writes again: {}", HashedChat.of(chat), reason);
    }

    /**
     * The topic of the group is gone or closed, or the bot may not write there: nothing is sent there until somebody binds it
     * again.
     */
    public void closePlace(Exchange exchange) {
        counters.failed(DeliveryFailure.PLACE_CLOSED);
        String reason = FailurePolicy.reason(DeliveryFailure.PLACE_CLOSED, TelegramRefusals.caught(exchange));
        exchange.setProperty(DeliveryProperties.DEAD_REASON, reason);
        DeliveryPlan plan = plan(exchange);
        if (!plan.text()) {
            Settlement.of(exchange)
                    .dead(Objects.requireNonNull(message(exchange)).ids(), reason);
        }
        GroupCopyPlan copy = plan.copy();
        if (copy != null) {
            bindings.close(copy.place(), TelegramRefusals.caught(exchange).description())
                    .ifPresent(binding -> notices.accept(PlaceNotices.closed(binding)));
            LOG.info(
                    "Nothing is sent to {} until it is bound again: {}",
                    copy.place().name(),
                    reason);
        }
    }

    /** Telegram answered: closes the circuit breaker. */
    public void recordSuccess(Exchange exchange) {
        breaker.succeeded();
        if (!isHeld(exchange)) {
            rateLimits.accepted(batch(exchange).chat());
        }
    }

    /** Records the outcome of each entry that is settled with this exchange. */
    public void recordOutcomes(Exchange exchange) {
        PendingBatch batch = batch(exchange);
        enlist(exchange, recorder.dropped(batch));
        if (isHeld(exchange)) {
            return;
        }
        ComposedMessage message = message(exchange);
        String deadReason = exchange.getProperty(DeliveryProperties.DEAD_REASON, String.class);
        DeliveryPlan plan = exchange.getProperty(DeliveryProperties.PLAN, DeliveryPlan.class);
        if (plan == null) {
            return;
        }
        if (deadReason == null) {
            enlist(exchange, plan.writes());
        }
        if (message != null && deadReason == null) {
            enlist(exchange, planner.sent(batch, plan, messageId(exchange)));
            endCardBefore(exchange, plan.ends());
        }
        if (plan.copy() != null) {
            enlist(exchange, recorder.copies(plan.copy(), deadReason != null));
            return;
        }
        PendingText text = batch.texts().next();
        if (plan.text() && text != null) {
            enlist(exchange, recorder.text(text.text(), message, deadReason != null));
            if (message == null || deadReason != null) {
                keepForReturn(exchange, text.text());
            }
            return;
        }
        if (message == null) {
            return;
        }
        enlist(
                exchange,
                deadReason == null
                        ? recorder.sent(batch, message, messageId(exchange))
                        : recorder.dead(batch, message, deadReason));
    }

    /** Somebody who is not reachable sees the last state of their cards when they are again. */
    private void keepForReturn(Exchange exchange, OutboxText text) {
        boolean unreachable = users.byChat(text.chat()).filter(User::reachable).isEmpty();
        if (text.isCard() && text.chat() > 0 && unreachable) {
            enlist(exchange, cards.missed(text.html(), text.chat()));
        }
    }

    /** Adds the edit that takes the buttons from the card before to the outbox of the chat. */
    private void endCardBefore(Exchange exchange, @Nullable OutboxText ends) {
        if (ends != null) {
            Settlement.of(exchange).enlistKeyed(keys.outbox(), Long.toString(ends.chat()), ends.newEntry());
        }
    }

    private static DeliveryPlan plan(Exchange exchange) {
        return exchange.getProperty(DeliveryProperties.PLAN, DeliveryPlan.class);
    }

    private static boolean isHeld(Exchange exchange) {
        return exchange.getProperty(DeliveryProperties.HELD, false, Boolean.class);
    }

    private static void enlist(Exchange exchange, List<RedisWrite> writes) {
        Settlement settlement = Settlement.of(exchange);
        writes.forEach(write -> settlement.enlist(write.command()));
    }

    private static PendingBatch batch(Exchange exchange) {
        return exchange.getProperty(DeliveryProperties.BATCH, PendingBatch.class);
    }

    private static @Nullable ComposedMessage message(Exchange exchange) {
        return exchange.getProperty(DeliveryProperties.MESSAGE, ComposedMessage.class);
    }

    /** The id of the message that Telegram has sent; null if its answer has none. */
    private static @Nullable Long messageId(Exchange exchange) {
        MessageResult result = exchange.getMessage().getBody() instanceof MessageResult sent ? sent : null;
        return result == null || result.getMessage() == null
                ? null
                : result.getMessage().getMessageId();
    }
}
