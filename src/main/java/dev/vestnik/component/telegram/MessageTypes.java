package dev.vestnik.component.telegram;

import static java.util.Map.entry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.model.EditMessageCaptionMessage;
import org.apache.camel.component.telegram.model.EditMessageDelete;
import org.apache.camel.component.telegram.model.EditMessageLiveLocationMessage;
import org.apache.camel.component.telegram.model.EditMessageMediaMessage;
import org.apache.camel.component.telegram.model.EditMessageReplyMarkupMessage;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.OutgoingAnswerInlineQuery;
import org.apache.camel.component.telegram.model.OutgoingAudioMessage;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.apache.camel.component.telegram.model.OutgoingGameMessage;
import org.apache.camel.component.telegram.model.OutgoingGetGameHighScoresMessage;
import org.apache.camel.component.telegram.model.OutgoingPhotoMessage;
import org.apache.camel.component.telegram.model.OutgoingSetGameScoreMessage;
import org.apache.camel.component.telegram.model.OutgoingStickerMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.OutgoingVideoMessage;
import org.apache.camel.component.telegram.model.SendLocationMessage;
import org.apache.camel.component.telegram.model.SendVenueMessage;
import org.apache.camel.component.telegram.model.StopMessageLiveLocationMessage;
import org.apache.camel.component.telegram.model.payments.AnswerPreCheckoutQueryMessage;
import org.apache.camel.component.telegram.model.payments.AnswerShippingQueryMessage;
import org.apache.camel.component.telegram.model.payments.CreateInvoiceLinkMessage;
import org.apache.camel.component.telegram.model.payments.SendInvoiceMessage;

/** Which class of message is which method of the Bot API. A subclass is what its nearest listed ancestor is. */
final class MessageTypes {
    private static final Map<Class<?>, MessageType> LISTED = Map.ofEntries(
            entry(OutgoingTextMessage.class, MessageType.toChat("sendMessage")),
            entry(OutgoingPhotoMessage.class, MessageType.toChat("sendPhoto")),
            entry(OutgoingAudioMessage.class, MessageType.toChat("sendAudio")),
            entry(OutgoingVideoMessage.class, MessageType.toChat("sendVideo")),
            entry(OutgoingDocumentMessage.class, MessageType.toChat("sendDocument")),
            entry(OutgoingStickerMessage.class, MessageType.toChat("sendSticker")),
            entry(OutgoingGameMessage.class, MessageType.toChat("sendGame")),
            entry(SendLocationMessage.class, MessageType.toChat("sendLocation")),
            entry(SendVenueMessage.class, MessageType.toChat("sendVenue")),
            entry(SendInvoiceMessage.class, MessageType.toChat("sendInvoice")),
            entry(EditMessageTextMessage.class, MessageType.aboutMessage("editMessageText")),
            entry(EditMessageCaptionMessage.class, MessageType.aboutMessage("editMessageCaption")),
            entry(EditMessageMediaMessage.class, MessageType.aboutMessage("editMessageMedia")),
            entry(EditMessageReplyMarkupMessage.class, MessageType.aboutMessage("editMessageReplyMarkup")),
            entry(EditMessageLiveLocationMessage.class, MessageType.aboutMessage("editMessageLiveLocation")),
            entry(StopMessageLiveLocationMessage.class, MessageType.aboutMessage("stopMessageLiveLocation")),
            entry(EditMessageDelete.class, MessageType.aboutMessage("deleteMessage")),
            entry(OutgoingSetGameScoreMessage.class, MessageType.aboutMessage("setGameScore")),
            entry(
                    OutgoingGetGameHighScoresMessage.class,
                    MessageType.aboutMessage("getGameHighScores").answering(ResultKind.SCORES)),
            entry(OutgoingCallbackQueryMessage.class, MessageType.withoutChat("answerCallbackQuery")),
            entry(OutgoingAnswerInlineQuery.class, MessageType.withoutChat("answerInlineQuery")),
            entry(AnswerPreCheckoutQueryMessage.class, MessageType.withoutChat("answerPreCheckoutQuery")),
            entry(AnswerShippingQueryMessage.class, MessageType.withoutChat("answerShippingQuery")),
            entry(
                    CreateInvoiceLinkMessage.class,
                    MessageType.withoutChat("createInvoiceLink").answering(ResultKind.STRING)),
            entry(SetMyCommandsMessage.class, MessageType.withoutChat("setMyCommands")));

    private static final Map<Class<?>, MessageType> FOUND = new ConcurrentHashMap<>(LISTED);

    private MessageTypes() {}

    /** @throws IllegalArgumentException none is known */
    static MessageType of(TelegramMessage message) {
        return FOUND.computeIfAbsent(message.getClass(), MessageTypes::nearest);
    }

    private static MessageType nearest(Class<?> type) {
        for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
            MessageType listed = LISTED.get(ancestor);
            if (listed != null) {
                return listed;
            }
        }
        throw new IllegalArgumentException("Telegram cannot be sent a " + type.getName()
                + "; send a message of camel-telegram, or a " + BotApiCall.class.getSimpleName());
    }
}
