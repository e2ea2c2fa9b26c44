package dev.vestnik.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.bot.Command;
import dev.vestnik.bot.ContextResolver;
import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.ErrorReply;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.IncomingUpdateReader;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.component.redisstreams.Pacer;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.telegram.AsyncTelegramConstants;
import dev.vestnik.delivery.FailurePolicy;
import dev.vestnik.delivery.TelegramError;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.ReplyBacklog;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.telegram.TelegramConstants;
import org.jspecify.annotations.Nullable;

/** The steps of {@code telegram-commands.camel.yaml}. They pass data in {@link CommandHeaders}. */
public final class CommandSteps {
    private final IncomingUpdateReader reader;
    private final ContextResolver contexts;
    private final ErrorReply errorReply;
    private final ShiftHandover handover;
    private final Pacer pacer;
    private final String outbox;
    private final ReplyBacklog backlog;
    private final Clock clock;

    /** @param outbox the Redis key of the keyed stream whose rate the replies count towards */
    public CommandSteps(
            IncomingUpdateReader reader,
            ContextResolver contexts,
            ErrorReply errorReply,
            ShiftHandover handover,
            Pacer pacer,
            String outbox,
            ReplyBacklog backlog,
            Clock clock) {
        this.reader = reader;
        this.contexts = contexts;
        this.errorReply = errorReply;
        this.handover = handover;
        this.pacer = pacer;
        this.outbox = outbox;
        this.backlog = backlog;
        this.clock = clock;
    }

    /** Body: the update of Telegram to an {@link IncomingUpdate}. Sets the headers that the route branches on. */
    public void readUpdate(Exchange exchange) {
        Message message = exchange.getMessage();
        // Removed, since it may contain a phone number and traces show headers.
        JsonNode json = (JsonNode) message.removeHeader(AsyncTelegramConstants.UPDATE);
        IncomingUpdate update = json == null ? IncomingUpdate.IGNORED : reader.read(json);
        exchange.setProperty(CommandHeaders.UPDATE, update);
        message.setBody(update);
        message.setHeader(CommandHeaders.UPDATE_KIND, update.kind().name().toLowerCase(Locale.ROOT));
        message.setHeader(CommandHeaders.CHAT_TYPE, update.privateChat() ? "private" : "group");
        if (update.command() != null) {
            message.setHeader(CommandHeaders.COMMAND, update.command());
            message.setHeader(CommandHeaders.UNKNOWN_ARGUMENTS, Command.refusesArguments(update));
        }
        if (update.linkedIncident() != null) {
            message.setHeader(CommandHeaders.INCIDENT, update.linkedIncident());
        }
        if (update.callbackData() != null) {
            message.setHeader(CommandHeaders.BUTTON, update.button());
        }
    }

    /** Body: an {@link IncomingUpdate} to a {@link ConversationContext}. */
    public void identifyUser(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        ConversationContext context = contexts.resolve(message.getMandatoryBody(IncomingUpdate.class));
        message.setBody(context);
        exchange.setProperty(CommandHeaders.LANGUAGE, context.phrases().language());
        Member member = context.member();
        message.setHeader(CommandHeaders.USER_TYPE, member == null ? "stranger" : "member");
        message.setHeader(
                CommandHeaders.NOT_PERMITTED,
                Command.isForAdministrators(context.incoming().command())
                        && member != null
                        && !member.isAdministrator());
    }

    /** Body: the replies that report an internal error. */
    public void composeErrorReply(Exchange exchange) {
        IncomingUpdate update = exchange.getProperty(CommandHeaders.UPDATE, IncomingUpdate.class);
        String language = exchange.getProperty(CommandHeaders.LANGUAGE, String.class);
        exchange.getMessage().setBody(errorReply.to(update, language));
    }

    /**
     * Body: the replies without {@link Reply.HandOver} and {@link Reply.CardsOutdated}, which properties keep until the replies
     * are sent.
     */
    public void separateHandover(Exchange exchange) {
        List<Object> replies = new ArrayList<>();
        List<Reply.HandOver> handovers = new ArrayList<>();
        for (Object reply : exchange.getMessage().getBody(List.class)) {
            if (reply instanceof Reply.HandOver found) {
                handovers.add(found);
            } else if (reply instanceof Reply.CardsOutdated outdated) {
                exchange.setProperty(CommandHeaders.OUTDATED_INCIDENT, outdated.incident());
            } else {
                replies.add(reply);
            }
        }
        exchange.setProperty(CommandHeaders.HANDOVERS, handovers);
        exchange.getMessage().setBody(replies);
    }

    /** Hands over what {@link #separateHandover} has kept. */
    public void handOver(Exchange exchange) {
        for (Object found : exchange.getProperty(CommandHeaders.HANDOVERS, List.of(), List.class)) {
            handover.perform((Reply.HandOver) found);
        }
    }

    /**
     * Body: a {@link Reply} to a message of the {@code telegram:} component. Sets whether it has to wait behind earlier
     * replies in the outbox.
     */
    public void composeReply(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        Reply reply = message.getMandatoryBody(Reply.class);
        message.setBody(ReplyMessages.of(reply));
        message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, Long.toString(reply.chat()));
        message.setHeader(
                AsyncTelegramConstants.MESSAGE_THREAD_ID,
                topic(exchange.getProperty(CommandHeaders.UPDATE, IncomingUpdate.class), reply));
        boolean answer = reply instanceof Reply.Answer;
        message.setHeader(CommandHeaders.REPLY_KIND, answer ? "answer" : "message");
        message.setHeader(CommandHeaders.REPLY_LATE, !answer && backlog.isWaiting(reply.chat()));
        exchange.setProperty(CommandHeaders.REPLY, reply);
    }

    /** A reply in a group goes to the topic that it was asked for in. */
    private static @Nullable Long topic(@Nullable IncomingUpdate update, Reply reply) {
        return update != null && update.chat() == reply.chat() && reply instanceof Reply.Send ? update.topic() : null;
    }

    /**
     * Body: the fields of an outbox entry with the reply, which could not be sent directly. It is dropped when it is a minute
     * old; after a 429 it waits as long as Telegram says.
     */
    public void composeLateReply(Exchange exchange) {
        Reply reply = exchange.getProperty(CommandHeaders.REPLY, Reply.class);
        TelegramError refusal =
                TelegramRefusals.refusal(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
        Instant now = clock.instant();
        Instant notBefore = refusal == null ? null : now.plus(FailurePolicy.retryAfter(refusal));
        OutboxText text = ReplyMessages.late(reply, notBefore, now.plus(ReplyBacklog.RETENTION));
        exchange.getMessage().setHeader(RedisStreamsConstants.KEY, Long.toString(reply.chat()));
        exchange.getMessage().setBody(text.fields());
    }

    /** The late reply is in the outbox: later replies wait behind it. */
    public void recordLateReply(Exchange exchange) {
        Reply reply = exchange.getProperty(CommandHeaders.REPLY, Reply.class);
        backlog.added(reply.chat(), exchange.getMessage().getHeader(RedisStreamsConstants.ID, String.class));
    }

    /** Counts a message or an edit towards the rate of its chat and of the bot. The reply itself does not wait for either. */
    public void countReply(Exchange exchange) {
        if (exchange.getProperty(CommandHeaders.REPLY) instanceof Reply.Answer) {
            return;
        }
        String chat = exchange.getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID, String.class);
        // The result is ignored: a failed count has no consequence.
        var unused = pacer.count(outbox, chat);
    }
}
