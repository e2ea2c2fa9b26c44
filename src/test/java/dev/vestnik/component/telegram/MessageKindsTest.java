package dev.vestnik.component.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramComponent;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.TelegramMediaType;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.model.EditMessageCaptionMessage;
import org.apache.camel.component.telegram.model.EditMessageDelete;
import org.apache.camel.component.telegram.model.EditMessageLiveLocationMessage;
import org.apache.camel.component.telegram.model.EditMessageMediaMessage;
import org.apache.camel.component.telegram.model.EditMessageReplyMarkupMessage;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.model.InlineKeyboardButton;
import org.apache.camel.component.telegram.model.InlineKeyboardMarkup;
import org.apache.camel.component.telegram.model.InlineQueryResultArticle;
import org.apache.camel.component.telegram.model.InputMediaPhoto;
import org.apache.camel.component.telegram.model.InputTextMessageContent;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.MessageResultGameScores;
import org.apache.camel.component.telegram.model.MessageResultString;
import org.apache.camel.component.telegram.model.OutgoingAnswerInlineQuery;
import org.apache.camel.component.telegram.model.OutgoingAudioMessage;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.apache.camel.component.telegram.model.OutgoingGameMessage;
import org.apache.camel.component.telegram.model.OutgoingGetGameHighScoresMessage;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.apache.camel.component.telegram.model.OutgoingPhotoMessage;
import org.apache.camel.component.telegram.model.OutgoingSetGameScoreMessage;
import org.apache.camel.component.telegram.model.OutgoingStickerMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.OutgoingVideoMessage;
import org.apache.camel.component.telegram.model.ReplyKeyboardMarkup;
import org.apache.camel.component.telegram.model.SendLocationMessage;
import org.apache.camel.component.telegram.model.SendVenueMessage;
import org.apache.camel.component.telegram.model.StopMessageLiveLocationMessage;
import org.apache.camel.component.telegram.model.payments.AnswerPreCheckoutQueryMessage;
import org.apache.camel.component.telegram.model.payments.AnswerShippingQueryMessage;
import org.apache.camel.component.telegram.model.payments.CreateInvoiceLinkMessage;
import org.apache.camel.component.telegram.model.payments.LabeledPrice;
import org.apache.camel.component.telegram.model.payments.SendInvoiceMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageKindsTest {
    private static final byte[] FILE = {1, 2, 3, '\r', '\n'};

    private final FakeBotApi telegram = new FakeBotApi();

    @AfterEach
    void close() {
        telegram.close();
    }

    static Stream<Named<TelegramMessage>> messagesOfCamel() {
        InlineKeyboardMarkup buttons = InlineKeyboardMarkup.builder()
                .addRow(List.of(InlineKeyboardButton.builder()
                        .text("Беру")
                        .callbackData("ack:1")
                        .build()))
                .build();
        ReplyKeyboardMarkup keys = ReplyKeyboardMarkup.builder()
                .keyboard()
                .addOneRowByEachButton(List.of(InlineKeyboardButton.builder()
                        .text("Мой номер")
                        .requestContact(true)
                        .build()))
                .close()
                .resizeKeyboard(true)
                .build();
        OutgoingTextMessage text = new OutgoingTextMessage("<b>Привет</b>", "HTML", true, keys);
        text.setDisableNotification(true);
        text.setReplyToMessageId(4L);
        OutgoingPhotoMessage photo = new OutgoingPhotoMessage();
        photo.setPhoto(FILE);
        photo.setFilenameWithExtension("a.png");
        photo.setCaption("photo");
        photo.setReplyMarkup(buttons);
        OutgoingAudioMessage audio = new OutgoingAudioMessage();
        audio.setAudio(FILE);
        audio.setFilenameWithExtension("a.mp3");
        audio.setTitle("title");
        audio.setPerformer("performer");
        audio.setDurationSeconds(3);
        OutgoingVideoMessage video = new OutgoingVideoMessage();
        video.setVideo(FILE);
        video.setFilenameWithExtension("a.mp4");
        video.setWidth(10);
        video.setHeight(20);
        video.setDisableNotification(true);
        OutgoingDocumentMessage document = new OutgoingDocumentMessage();
        document.setDocument(FILE);
        document.setFilenameWithExtension("a.txt");
        document.setCaption("caption");
        document.setReplyToMessageId(4L);
        OutgoingCallbackQueryMessage callback = new OutgoingCallbackQueryMessage();
        callback.setCallbackQueryId("77");
        callback.setText("Готово");
        InlineQueryResultArticle article = InlineQueryResultArticle.builder()
                .id("1")
                .title("title")
                .inputMessageContext(
                        InputTextMessageContent.builder().messageText("text").build())
                .build();
        StopMessageLiveLocationMessage stop = new StopMessageLiveLocationMessage();
        stop.setMessageId(3L);
        SendInvoiceMessage invoice = new SendInvoiceMessage();
        invoice.setTitle("title");
        invoice.setPrices(List.of(new LabeledPrice("one", 100)));
        CreateInvoiceLinkMessage link = new CreateInvoiceLinkMessage();
        link.setTitle("title");
        return Stream.of(
                        text,
                        photo,
                        audio,
                        video,
                        document,
                        OutgoingStickerMessage.createWithFileId("file-id", "7", true, 4L),
                        OutgoingStickerMessage.createWithImage(FILE, "a.webp", "7", null, null),
                        new OutgoingGameMessage("7", 4L, "game", true, buttons),
                        new SendLocationMessage(1.5, 2.5),
                        new EditMessageLiveLocationMessage(1.5, 2.5),
                        stop,
                        new SendVenueMessage(1.5, 2.5, "title", "address"),
                        new EditMessageTextMessage("7", 3, null, "new", "HTML", null, buttons),
                        new EditMessageCaptionMessage("7", 3, null, "caption", null, null),
                        new EditMessageMediaMessage("7", 3, null, new InputMediaPhoto("id", "c", null), buttons),
                        new EditMessageDelete("7", 3),
                        new EditMessageReplyMarkupMessage("7", 3, null, buttons),
                        callback,
                        new OutgoingSetGameScoreMessage("7", 5L, 6L, true, null, 3L, null),
                        new OutgoingGetGameHighScoresMessage(5L, 3L, null),
                        OutgoingAnswerInlineQuery.builder()
                                .inlineQueryId("1")
                                .results(List.of(article))
                                .build(),
                        invoice,
                        link,
                        new AnswerPreCheckoutQueryMessage("1", true, null),
                        new AnswerShippingQueryMessage("1", false, null, "no"))
                .map(message -> {
                    if (message instanceof OutgoingMessage outgoing) {
                        outgoing.setChatId("7");
                    }
                    return Named.of(message.getClass().getSimpleName(), (TelegramMessage) message);
                });
    }

    /** But for numbers and truths beside a file, which Camel's own leaves empty. */
    @ParameterizedTest
    @MethodSource("messagesOfCamel")
    void whatCamelCanSendIsSentLikeCamelDoes(TelegramMessage message) {
        Object ours;
        Object camels;
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            Exchange exchange = camel.send("telegram:bots", message);
            assertThat(exchange.getException()).isNull();
            ours = exchange.getMessage().getBody();
        }
        FakeBotApi.Call call = last();
        try (TelegramContext camel =
                TelegramContext.of(new TelegramComponent(), telegram).start()) {
            camels = camel.send("telegram:bots", message).getMessage().getBody();
        }
        FakeBotApi.Call expected = last();

        assertThat(call).isNotSameAs(expected);
        assertThat(call.method()).isEqualTo(expected.method());
        assertThat(call.header("Host")).isNotEmpty().isEqualTo(expected.header("Host"));
        if (expected.header("Content-Type").startsWith("multipart")) {
            Map<String, Form.Part> sent = Form.of(call).parts();
            Map<String, Form.Part> camelsForm = Form.of(expected).parts();
            assertThat(sent).containsOnlyKeys(camelsForm.keySet());
            camelsForm.values().removeIf(part -> part.content().isEmpty());
            assertThat(sent).containsAllEntriesOf(camelsForm);
            assertThat(sent.values()).noneMatch(part -> part.content().isEmpty());
        } else {
            assertThat(call.json()).isEqualTo(expected.json());
        }
        assertThat(ours).hasSameClassAs(camels);
    }

    @Test
    void resultsAreCamels() {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            MessageResult sent =
                    camel.send("telegram:bots?chatId=7", "hi").getMessage().getBody(MessageResult.class);
            assertThat(sent.isOk()).isTrue();
            assertThat(sent.getMessage()).isExactlyInstanceOf(IncomingMessage.class);
            assertThat(sent.getMessage().getMessageId()).isPositive();
            assertThat(camel.send("telegram:bots", new EditMessageDelete("7", 3))
                            .getMessage()
                            .getBody(MessageResult.class)
                            .isResult())
                    .isTrue();
            assertThat(camel.send("telegram:bots?chatId=7", new OutgoingGetGameHighScoresMessage(5L, 3L, null))
                            .getMessage()
                            .getBody(MessageResultGameScores.class)
                            .getGameHighScores())
                    .hasSize(1);
            assertThat(camel.send("telegram:bots", new CreateInvoiceLinkMessage())
                            .getMessage()
                            .getBody(MessageResultString.class)
                            .getResult())
                    .isEqualTo("https://t.me/invoice");
        }
    }

    @Test
    void aDocumentGoesToTheTopicUnderItsOwnNameWithAFormattedCaption() {
        FormattedDocumentMessage document = new FormattedDocumentMessage();
        document.setChatId("-100");
        document.setFilenameWithExtension("Сводка \"за ночь\".txt");
        document.setDocument("Всё".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        document.setCaption("<b>Сводка</b>");
        document.setParseMode("HTML");
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            camel.send("telegram:bots", document, AsyncTelegramConstants.MESSAGE_THREAD_ID, 42);
        }

        Form form = Form.of(telegram.calls("sendDocument").get(0));
        assertThat(form.parts().keySet())
                .containsExactlyInAnyOrder("chat_id", "message_thread_id", "caption", "parse_mode", "document");
        assertThat(form.content("chat_id")).isEqualTo("-100");
        assertThat(form.content("message_thread_id")).isEqualTo("42");
        assertThat(form.content("caption")).isEqualTo("<b>Сводка</b>");
        assertThat(form.content("parse_mode")).isEqualTo("HTML");
        assertThat(form.parts().get("document")).isEqualTo(new Form.Part("Сводка %22за ночь%22.txt", "Всё"));
    }

    @Test
    void whatTheMessageNamesItselfStaysAndWhatOnlyItsPartsNameIsAdded() {
        OutgoingTextMessage named = new OutgoingTextMessage() {
            @JsonProperty("message_thread_id")
            long topic() {
                return 42;
            }
        };
        named.setChatId("-200");
        named.setText("hi");
        OutgoingTextMessage unnamed = new OutgoingTextMessage() {
            @JsonProperty("reply_parameters")
            Map<String, String> replyParameters() {
                return Map.of("chat_id", "-300");
            }
        };
        unnamed.setText("hi");
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            camel.send("telegram:bots?chatId=-100", named, AsyncTelegramConstants.MESSAGE_THREAD_ID, 43);
            camel.send("telegram:bots?chatId=-100", unnamed);
        }

        List<FakeBotApi.Call> calls = telegram.calls("sendMessage");
        assertThat(calls.get(0).text()).containsOnlyOnce("chat_id").contains("\"chat_id\":\"-200\"");
        assertThat(calls.get(0).text()).containsOnlyOnce("message_thread_id").contains("\"message_thread_id\":42");
        assertThat(calls.get(1).json().path("chat_id").asText()).isEqualTo("-100");
    }

    @Test
    void theTopicOfTheHeaderServesAnyMessageButNoEdit() {
        OutgoingPhotoMessage photo = new OutgoingPhotoMessage();
        photo.setPhoto(FILE);
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            String header = AsyncTelegramConstants.MESSAGE_THREAD_ID;
            camel.send("telegram:bots?chatId=-100", "hi", header, "42");
            camel.send("telegram:bots?chatId=-100", photo, header, 43);
            camel.send("telegram:bots?chatId=-100", new EditMessageDelete("-100", 3), header, 44);
        }

        assertThat(telegram.calls("sendMessage")
                        .get(0)
                        .json()
                        .path("message_thread_id")
                        .asLong())
                .isEqualTo(42);
        assertThat(Form.of(telegram.calls("sendPhoto").get(0)).content("message_thread_id"))
                .isEqualTo("43");
        assertThat(telegram.calls("deleteMessage").get(0).json().has("message_thread_id"))
                .isFalse();
    }

    @Test
    void oneMessageMayGoToManyChats() {
        OutgoingTextMessage shared = new OutgoingTextMessage();
        shared.setText("hi");
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            camel.send("telegram:bots", shared, TelegramConstants.TELEGRAM_CHAT_ID, 1);
            camel.send("telegram:bots", shared, TelegramConstants.TELEGRAM_CHAT_ID, "2");
        }

        assertThat(telegram.calls("sendMessage").stream()
                        .map(call -> call.json().path("chat_id").asText()))
                .containsExactly("1", "2");
        assertThat(shared.getChatId()).isNull();
    }

    @Test
    void bytesAndTextAreConvertedByTheHeadersOfCamel() {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            camel.send(
                    "telegram:bots?chatId=7", FILE, TelegramConstants.TELEGRAM_MEDIA_TYPE, TelegramMediaType.PHOTO_PNG);
            camel.send("telegram:bots?chatId=7", "<i>x</i>", TelegramConstants.TELEGRAM_PARSE_MODE, "HTML");
        }

        assertThat(Form.of(telegram.calls("sendPhoto").get(0))
                        .parts()
                        .get("photo")
                        .filename())
                .isEqualTo("photo.png");
        assertThat(telegram.calls("sendMessage")
                        .get(0)
                        .json()
                        .path("parse_mode")
                        .asText())
                .isEqualTo("HTML");
    }

    @Test
    void answersAndInlineEditsNeedNoChat() {
        OutgoingCallbackQueryMessage answer = new OutgoingCallbackQueryMessage();
        answer.setCallbackQueryId("77");
        EditMessageTextMessage inline = EditMessageTextMessage.builder()
                .inlineMessageId("i")
                .text("new")
                .build();
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            assertThat(camel.send("telegram:bots", answer).getException()).isNull();
            assertThat(camel.send("telegram:bots", inline).getException()).isNull();
        }
        assertThat(telegram.calls("editMessageText").get(0).json().has("chat_id"))
                .isFalse();
    }

    @Test
    void withoutAChatNothingIsSent() {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            assertThat(camel.send("telegram:bots", "hi").getException())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("No chat to send to");
            assertThat(camel.send("telegram:bots?chatId=7", null).getException())
                    .isNull();
            assertThat(camel.send("telegram:bots?chatId=7", new OutgoingDocumentMessage())
                            .getException())
                    .hasMessage("The document to send has no content");
        }
        assertThat(telegram.calls("sendMessage")).isEmpty();
    }

    @Test
    void aMethodThatCannotBeOneFailsWithoutTheTokenInIt() {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            assertThat(api(camel).call("pin message", Map.of("chat_id", 7)))
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IllegalArgumentException.class)
                    .withMessageContaining(
                            "Invalid Bot API method 'pin message': a method consists of letters, e.g. sendMessage");
        }
    }

    @Test
    void anyMethodCanBeCalled() throws Exception {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            BotApi api = api(camel);

            assertThat(api.call("pinChatMessage", Map.of("chat_id", 7)).get().asBoolean())
                    .isTrue();
            assertThat(telegram.calls("pinChatMessage").get(0).text()).isEqualTo("{\"chat_id\":7}");
            assertThat(api.call("getMe", null).get().path("username").asText()).isEqualTo("vestnik_bot");
            assertThat(api.botId()).isEqualTo("123456");
            assertThat(api).asString().doesNotContain("AAH");
        }
    }

    private static BotApi api(TelegramContext camel) {
        return camel.camel()
                .getComponent("telegram", AsyncTelegramComponent.class)
                .botApi();
    }

    private FakeBotApi.Call last() {
        List<FakeBotApi.Call> all = telegram.calls();
        return all.get(all.size() - 1);
    }
}
