package dev.vestnik.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.CallbackAnswer;
import dev.vestnik.sandbox.SandboxBot;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.sandbox.webhook.PushTarget;
import dev.vestnik.sandbox.webhook.WebhookPusher;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The Bot API methods for updates, webhooks and callback answers. */
final class UpdateMethods {
    /** <a href="https://core.telegram.org/bots/api#getupdates">1-100</a>. */
    private static final int MAX_UPDATES = 100;

    /** Telegram cuts longer waits to about this. */
    private static final int MAX_TIMEOUT_SECONDS = 50;

    /** <a href="https://core.telegram.org/bots/api#setwebhook">1-100</a>. */
    private static final int MAX_CONNECTIONS = 100;

    /** <a href="https://core.telegram.org/bots/api#answercallbackquery">0-200 characters</a>. */
    private static final int MAX_ANSWER = 200;

    private UpdateMethods() {}

    static Map<String, ApiMethod> methods() {
        return Map.of(
                "answerCallbackQuery", UpdateMethods::answer,
                "setWebhook", UpdateMethods::setWebhook,
                "deleteWebhook", UpdateMethods::deleteWebhook,
                "getWebhookInfo", UpdateMethods::webhookInfo);
    }

    /** {@code getUpdates}, the only method that waits. */
    static CompletableFuture<JsonNode> updates(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        if (bot.updates().pusher() != null) {
            throw webhookActive();
        }
        int limit = Math.max(1, Math.min(MAX_UPDATES, arguments.number("limit", MAX_UPDATES)));
        int timeout = Math.max(0, Math.min(MAX_TIMEOUT_SECONDS, arguments.number("timeout", 0)));
        return bot.updates()
                .poll(arguments.number("offset", 0), limit, Duration.ofSeconds(timeout), allowed(arguments))
                .thenApply(updates -> {
                    ArrayNode array = SandboxJson.MAPPER.createArrayNode();
                    updates.forEach(array::add);
                    return array;
                });
    }

    private static JsonNode answer(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        String text = arguments.text("text", "");
        if (text.length() > MAX_ANSWER) {
            throw ApiRefusal.badRequest("MESSAGE_TOO_LONG");
        }
        bot.callbacks()
                .answer(
                        arguments.text("callback_query_id", ""),
                        new CallbackAnswer(text, arguments.flag("show_alert"), arguments.text("url", "")));
        return BooleanNode.TRUE;
    }

    private static JsonNode setWebhook(SandboxBot bot, ApiArguments arguments) throws ApiRefusal {
        String url = arguments.text("url", "");
        if (url.isEmpty()) {
            return deleteWebhook(bot, arguments);
        }
        PushTarget target = target(url, arguments);
        Set<String> types = allowed(arguments);
        bot.updates().failPoll(webhookActive());
        if (types != null) {
            bot.updates().allow(types);
        }
        dropIfAsked(bot, arguments);
        bot.webhook(target);
        return BooleanNode.TRUE;
    }

    private static PushTarget target(String url, ApiArguments arguments) throws ApiRefusal {
        int connections = arguments.number("max_connections", PushTarget.DEFAULT_CONNECTIONS);
        PushTarget target;
        try {
            target = new PushTarget(
                    URI.create(url),
                    arguments.text("secret_token", ""),
                    Math.max(1, Math.min(MAX_CONNECTIONS, connections)));
        } catch (IllegalArgumentException malformed) {
            throw ApiRefusal.badRequest("bad webhook: invalid URL");
        }
        String refusal = target.refusal();
        if (refusal != null) {
            throw ApiRefusal.badRequest(refusal);
        }
        return target;
    }

    private static JsonNode deleteWebhook(SandboxBot bot, ApiArguments arguments) {
        bot.updates().pushTo(null);
        dropIfAsked(bot, arguments);
        return BooleanNode.TRUE;
    }

    private static JsonNode webhookInfo(SandboxBot bot, ApiArguments arguments) {
        WebhookPusher webhook = bot.updates().pusher();
        ObjectNode info = SandboxJson.object()
                .put("url", webhook == null ? "" : webhook.target().url().toString())
                .put("has_custom_certificate", false)
                .put("pending_update_count", bot.updates().size());
        if (webhook != null) {
            info.put("max_connections", webhook.target().connections());
            WebhookPusher.Failure failure = webhook.lastFailure();
            if (failure != null) {
                info.put("last_error_date", failure.at().getEpochSecond());
                info.put("last_error_message", failure.message());
            }
        }
        ArrayNode types = info.arrayNode();
        bot.updates().allowed().forEach(types::add);
        if (!types.isEmpty()) {
            info.set("allowed_updates", types);
        }
        return info;
    }

    private static void dropIfAsked(SandboxBot bot, ApiArguments arguments) {
        if (arguments.flag("drop_pending_updates")) {
            bot.updates().clear();
        }
    }

    private static @Nullable Set<String> allowed(ApiArguments arguments) throws ApiRefusal {
        JsonNode given = arguments.structure("allowed_updates");
        if (given == null) {
            return null;
        }
        Set<String> types = new HashSet<>();
        given.forEach(type -> types.add(type.asText()));
        return types;
    }

    private static ApiRefusal webhookActive() {
        return ApiRefusal.conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                        + " webhook first");
    }
}
