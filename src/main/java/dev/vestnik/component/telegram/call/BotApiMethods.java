package dev.vestnik.component.telegram.call;

import static java.util.Map.entry;

import java.util.Map;
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

/** Maps the message classes of camel-telegram to Bot API methods. A subclass maps as its nearest listed superclass does. */
final class BotApiMethods {
    private static final Map<Class<?>, BotApiMethod> METHODS = Map.ofEntries(
            entry(OutgoingTextMessage.class, BotApiMethod.forChat("sendMessage")),
            entry(OutgoingPhotoMessage.class, BotApiMethod.forChat("sendPhoto")),
            entry(OutgoingAudioMessage.class, BotApiMethod.forChat("sendAudio")),
            entry(OutgoingVideoMessage.class, BotApiMethod.forChat("sendVideo")),
            entry(OutgoingDocumentMessage.class, BotApiMethod.forChat("sendDocument")),
            entry(OutgoingStickerMessage.class, BotApiMethod.forChat("sendSticker")),
            entry(OutgoingGameMessage.class, BotApiMethod.forChat("sendGame")),
            entry(SendLocationMessage.class, BotApiMethod.forChat("sendLocation")),
            entry(SendVenueMessage.class, BotApiMethod.forChat("sendVenue")),
            entry(SendInvoiceMessage.class, BotApiMethod.forChat("sendInvoice")),
            entry(EditMessageTextMessage.class, BotApiMethod.forMessage("editMessageText")),
            entry(EditMessageCaptionMessage.class, BotApiMethod.forMessage("editMessageCaption")),
            entry(EditMessageMediaMessage.class, BotApiMethod.forMessage("editMessageMedia")),
            entry(EditMessageReplyMarkupMessage.class, BotApiMethod.forMessage("editMessageReplyMarkup")),
            entry(EditMessageLiveLocationMessage.class, BotApiMethod.forMessage("editMessageLiveLocation")),
            entry(StopMessageLiveLocationMessage.class, BotApiMethod.forMessage("stopMessageLiveLocation")),
            entry(EditMessageDelete.class, BotApiMethod.forMessage("deleteMessage")),
            entry(OutgoingSetGameScoreMessage.class, BotApiMethod.forMessage("setGameScore")),
            entry(
                    OutgoingGetGameHighScoresMessage.class,
                    BotApiMethod.forMessage("getGameHighScores").returning(ResultType.SCORES)),
            entry(OutgoingCallbackQueryMessage.class, BotApiMethod.withoutChat("answerCallbackQuery")),
            entry(OutgoingAnswerInlineQuery.class, BotApiMethod.withoutChat("answerInlineQuery")),
            entry(AnswerPreCheckoutQueryMessage.class, BotApiMethod.withoutChat("answerPreCheckoutQuery")),
            entry(AnswerShippingQueryMessage.class, BotApiMethod.withoutChat("answerShippingQuery")),
            entry(
                    CreateInvoiceLinkMessage.class,
                    BotApiMethod.withoutChat("createInvoiceLink").returning(ResultType.STRING)));

    private BotApiMethods() {}

    /** @throws IllegalArgumentException if neither the message's class nor a superclass is listed */
    static BotApiMethod of(TelegramMessage message) {
        for (Class<?> type = message.getClass(); type != null; type = type.getSuperclass()) {
            BotApiMethod method = METHODS.get(type);
            if (method != null) {
                return method;
            }
        }
        throw new IllegalArgumentException(
                "Unsupported Telegram message class " + message.getClass().getName());
    }
}
