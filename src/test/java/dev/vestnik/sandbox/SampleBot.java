package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.api.SandboxBotApi;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.sandbox.protocol.UploadedFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A minimal bot for tests of the page. */
final class SampleBot implements AutoCloseable {
    private static final String CONTACT =
            "{\"keyboard\":[[{\"text\":\"Поделиться контактом\",\"request_contact\":true}]],\"resize_keyboard\":true}";
    private static final String MENU =
            "{\"keyboard\":[[\"На дежурство\",\"Мои статусы\"],[\"Кто дежурит\",\"Помощь\"]],\"resize_keyboard\":true}";

    private final SandboxBotApi api;
    private final String token;
    private final Thread thread;
    private volatile boolean stopped;
    private boolean warning = true;

    SampleBot(Sandbox sandbox, String token) {
        this.api = new SandboxBotApi(sandbox);
        this.token = token;
        call(
                "setMyCommands",
                SandboxJson.object()
                        .put(
                                "commands",
                                "[{\"command\":\"start\",\"description\":\"Войти или открыть меню\"},"
                                        + "{\"command\":\"select\",\"description\":\"Какие статусы присылать\"}]"));
        thread = new Thread(this::run, "little-bot");
        thread.start();
    }

    private void run() {
        int offset = 0;
        while (!stopped) {
            JsonNode updates = call(
                            "getUpdates",
                            SandboxJson.object().put("offset", offset).put("timeout", 1))
                    .path("result");
            for (JsonNode update : updates) {
                offset = update.path("update_id").asInt() + 1;
                if (update.has("callback_query")) {
                    pressed(update.get("callback_query"));
                } else {
                    said(update.path("message"));
                }
            }
        }
    }

    private void said(JsonNode message) {
        long chat = message.path("chat").path("id").asLong();
        String text = message.path("text").asText();
        if (message.has("contact")) {
            boolean own = message.path("contact").path("user_id").asLong()
                    == message.path("from").path("id").asLong();
            say(chat, own ? "<b>Вы вошли.</b> Участок: Север." : "Это не ваш контакт.", own ? MENU : CONTACT);
        } else if (text.equals("/start")) {
            say(chat, "Здравствуйте! Чтобы войти, поделитесь своим контактом.", CONTACT);
        } else if (text.equals("/select") || text.equals("Мои статусы")) {
            say(chat, "Какие события присылать?", buttons());
        } else if (text.equals("/document")) {
            UploadedFile file =
                    new UploadedFile("events.txt", "text/plain", "300 events".getBytes(StandardCharsets.UTF_8));
            api.call(
                            token,
                            "sendDocument",
                            new ApiArguments(to(chat).put("caption", "Всё целиком"), Map.of("document", file)))
                    .join();
        } else if (text.startsWith("/flood")) {
            for (int i = 1; i <= 300; i++) {
                say(chat, "Событие " + i, "");
            }
        } else if (text.equals("/secret")) {
            int sent = say(chat, "This goes away", "")
                    .path("result")
                    .path("message_id")
                    .asInt();
            call("deleteMessage", to(chat).put("message_id", sent));
        } else {
            say(
                    chat,
                    "Не понимаю «" + text.replace("&", "&amp;").replace("<", "&lt;") + "». Есть /select и /start.",
                    "");
        }
    }

    private void pressed(JsonNode query) {
        JsonNode message = query.path("message");
        warning = !warning;
        call(
                "editMessageText",
                to(message.path("chat").path("id").asLong())
                        .put("message_id", message.path("message_id").asInt())
                        .put("text", "Какие события присылать?")
                        .put("reply_markup", buttons()));
        call(
                "answerCallbackQuery",
                SandboxJson.object()
                        .put("callback_query_id", query.path("id").asText())
                        .put("text", warning ? "Предупреждения включены" : "Предупреждения выключены"));
    }

    private String buttons() {
        return "{\"inline_keyboard\":[[{\"text\":\"✅ 🔴 Авария\",\"callback_data\":\"select:critical\"}],[{\"text\":\""
                + (warning ? "✅" : "⬜️") + " 🟡 Предупреждение\",\"callback_data\":\"select:warning\"}]]}";
    }

    JsonNode say(long chat, String html, String markup) {
        return call(
                "sendMessage",
                to(chat).put("text", html).put("parse_mode", "HTML").put("reply_markup", markup));
    }

    private JsonNode call(String method, ObjectNode arguments) {
        return SandboxFixture.json(
                api.call(token, method, ApiArguments.of(arguments)).join());
    }

    private static ObjectNode to(long chat) {
        return SandboxJson.object().put("chat_id", chat);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
