package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.call.BotApiRequest;
import dev.vestnik.component.telegram.call.MessageWriter;
import dev.vestnik.component.telegram.call.TelegramJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.TelegramService;
import org.apache.camel.component.telegram.model.Update;
import org.apache.camel.component.telegram.model.UpdateResult;
import org.jspecify.annotations.Nullable;

/** Implements Camel's {@link TelegramService} with the {@link BotApi}. */
@SuppressWarnings("FutureReturnValueIgnored") // the dependent futures never fail
final class AsyncTelegramService implements TelegramService {
    /** Added to a long poll's own timeout, for the network. */
    private static final Duration POLL_MARGIN = Duration.ofSeconds(10);

    private final BotApi api;
    private final TelegramConfiguration configuration;

    AsyncTelegramService(BotApi api, TelegramConfiguration configuration) {
        this.api = api;
        this.configuration = configuration;
    }

    /** Sends the message. Calls the callback after Telegram has answered; a failure is then on the exchange. */
    @Override
    public void sendMessage(Exchange exchange, AsyncCallback callback, TelegramMessage message) {
        CompletableFuture<JsonNode> call;
        BotApiRequest request;
        try {
            request = write(exchange.getIn(), message);
            call = api.call(request);
        } catch (RuntimeException failure) {
            exchange.setException(failure);
            callback.done(false);
            return;
        }
        call.whenComplete((result, failure) -> {
            complete(exchange, request, result, failure);
            callback.done(false);
        });
    }

    private BotApiRequest write(Message in, TelegramMessage message) {
        Long topic = in.getHeader(AsyncTelegramConstants.MESSAGE_THREAD_ID, Long.class);
        return MessageWriter.write(message, () -> chat(in), topic);
    }

    private String chat(Message in) {
        String chat = in.getHeader(TelegramConstants.TELEGRAM_CHAT_ID, String.class);
        if (chat == null || chat.isEmpty()) {
            chat = configuration.getChatId();
        }
        if (chat == null) {
            throw new IllegalStateException("No chat to send to: set the message's chatId, the header "
                    + TelegramConstants.TELEGRAM_CHAT_ID + ", or the endpoint's option chatId");
        }
        return chat;
    }

    private static void complete(
            Exchange exchange, BotApiRequest request, @Nullable JsonNode result, @Nullable Throwable failure) {
        if (result == null) {
            exchange.setException(failure);
            return;
        }
        try {
            exchange.getMessage().setBody(request.resultType().read(result));
        } catch (JsonProcessingException | RuntimeException invalid) {
            exchange.setException(new TelegramUnavailableException(
                    request.method(), CallOutcome.NOT_ANSWERED, true, "its result has an unknown form", 200));
        }
    }

    /** Calls {@code getUpdates} asynchronously; the result is an array of updates. */
    CompletableFuture<JsonNode> poll(
            @Nullable Long offset, @Nullable Integer limit, Duration timeout, @Nullable List<String> allowedUpdates) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (offset != null) {
            parameters.put("offset", offset);
        }
        if (limit != null) {
            parameters.put("limit", limit);
        }
        parameters.put("timeout", timeout.toSeconds());
        if (allowedUpdates != null) {
            parameters.put("allowed_updates", allowedUpdates);
        }
        return api.call("getUpdates", parameters, timeout.plus(POLL_MARGIN));
    }

    @Override
    public UpdateResult getUpdates(@Nullable Long offset, @Nullable Integer limit, @Nullable Integer timeoutSeconds) {
        Duration timeout = Duration.ofSeconds(timeoutSeconds == null ? 0 : timeoutSeconds);
        JsonNode updates = join("getUpdates", poll(offset, limit, timeout, null));
        UpdateResult result = new UpdateResult();
        result.setOk(true);
        result.setUpdates(List.of(TelegramJson.MAPPER.convertValue(updates, Update[].class)));
        return result;
    }

    @Override
    public boolean setWebhook(String url) {
        return join("setWebhook", Map.of("url", url)).asBoolean();
    }

    /** Registers a webhook with a secret, which Telegram sends with each update. */
    void setWebhook(String url, List<String> allowedUpdates, String secret) {
        join("setWebhook", Map.of("url", url, "allowed_updates", allowedUpdates, "secret_token", secret));
    }

    @Override
    public boolean removeWebhook() {
        return join("deleteWebhook", Map.of()).asBoolean();
    }

    BotApi api() {
        return api;
    }

    private JsonNode join(String method, Map<String, ?> parameters) {
        return join(method, api.call(method, parameters));
    }

    private static JsonNode join(String method, CompletableFuture<JsonNode> call) {
        try {
            return call.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new RuntimeCamelException("The call of " + method + " failed");
        }
    }
}
