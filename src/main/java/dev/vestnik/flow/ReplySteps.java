package dev.vestnik.flow;

import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.Reply;
import dev.vestnik.component.redisstreams.Pacer;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.telegram.AsyncTelegramConstants;
import dev.vestnik.delivery.FailurePolicy;
import dev.vestnik.delivery.TelegramError;
import dev.vestnik.flow.log.LogContext;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.ReplyBacklog;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.telegram.TelegramConstants;
import org.jspecify.annotations.Nullable;

/** The steps of {@code telegram-replies.camel.yaml}. They pass data in {@link CommandHeaders}. */
public final class ReplySteps {
    private final Pacer pacer;
    private final String outbox;
    private final ReplyBacklog backlog;
    private final Clock clock;

    /** @param outbox the Redis key of the keyed stream whose rate the replies count towards */
    public ReplySteps(Pacer pacer, String outbox, ReplyBacklog backlog, Clock clock) {
        this.pacer = pacer;
        this.outbox = outbox;
        this.backlog = backlog;
        this.clock = clock;
    }

    /**
     * Body: a {@link Reply} to a message of the {@code telegram:} component. Sets whether it has to wait behind earlier
     * replies in the outbox.
     */
    public void composeReply(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        Reply reply = message.getMandatoryBody(Reply.class);
        LogContext.chat(exchange, reply.chat());
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
        IncomingUpdate update = exchange.getProperty(CommandHeaders.UPDATE, IncomingUpdate.class);
        OutboxText text = ReplyMessages.late(reply, notBefore, now.plus(ReplyBacklog.RETENTION))
                .inTopic(topic(update, reply));
        exchange.getMessage().setHeader(RedisStreamsConstants.KEY, Long.toString(reply.chat()));
        exchange.getMessage().setBody(text.newEntry());
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
