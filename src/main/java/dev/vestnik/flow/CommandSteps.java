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
import dev.vestnik.flow.log.LogContext;
import dev.vestnik.store.RedisJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.telegram.TelegramConstants;

/** The steps of {@code telegram-commands.camel.yaml}. They pass data in {@link CommandHeaders}. */
public final class CommandSteps {
    private final IncomingUpdateReader reader;
    private final ContextResolver contexts;
    private final ErrorReply errorReply;
    private final ShiftHandover handover;

    public CommandSteps(
            IncomingUpdateReader reader, ContextResolver contexts, ErrorReply errorReply, ShiftHandover handover) {
        this.reader = reader;
        this.contexts = contexts;
        this.errorReply = errorReply;
        this.handover = handover;
    }

    /** Body: the JSON of an update of Telegram to an {@link IncomingUpdate}. Sets the headers that the route branches on. */
    public void readUpdate(Exchange exchange) {
        Message message = exchange.getMessage();
        IncomingUpdate update = reader.read(RedisJson.read(message.getBody(String.class), JsonNode.class));
        exchange.setProperty(CommandHeaders.UPDATE, update);
        LogContext.chat(exchange, update.chat());
        Long incident = update.incident();
        LogContext.incidents(exchange, incident == null ? List.of() : List.of(incident));
        message.setBody(update);
        message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, Long.toString(update.chat()));
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
     * Body: the replies without {@link Reply.HandOver}, {@link Reply.CardsOutdated} and {@link Reply.Later}, which
     * properties keep until the replies are sent.
     */
    public void separateHandover(Exchange exchange) {
        List<Object> replies = new ArrayList<>();
        List<Reply.HandOver> handovers = new ArrayList<>();
        for (Object reply : exchange.getMessage().getBody(List.class)) {
            if (reply instanceof Reply.HandOver found) {
                handovers.add(found);
            } else if (reply instanceof Reply.CardsOutdated outdated) {
                exchange.setProperty(CommandHeaders.OUTDATED_INCIDENT, outdated.incident());
            } else if (reply instanceof Reply.Later later) {
                exchange.setProperty(CommandHeaders.LATER, later);
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

    /** Does the work that had to wait for the answer to the press. Body: the replies that follow from it. */
    public void finishPress(Exchange exchange) {
        Reply.Later later = exchange.getProperty(CommandHeaders.LATER, Reply.Later.class);
        exchange.getMessage().setBody(later.work().get());
    }
}
