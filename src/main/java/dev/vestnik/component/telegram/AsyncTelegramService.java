package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.TelegramService;
import org.apache.camel.component.telegram.model.UpdateResult;
import org.jspecify.annotations.Nullable;

/** Camel's view of the {@link BotApi}: what an endpoint sends and asks. */
@SuppressWarnings("FutureReturnValueIgnored") // what completes the result has no failures of its own
final class AsyncTelegramService implements TelegramService {
    /** A poll is answered after its own timeout at the latest; this much more is for the way. */
    private static final Duration POLL_MARGIN = Duration.ofSeconds(10);

    private final BotApi api;
    private final TelegramConfiguration configuration;

    AsyncTelegramService(BotApi api, TelegramConfiguration configuration) {
        this.api = api;
        this.configuration = configuration;
    }

    /** Sends; the callback is called when Telegram has answered, and whatever went wrong is then on the exchange. */
    @Override
    public void sendMessage(Exchange exchange, AsyncCallback callback, TelegramMessage message) {
        OutgoingCall call;
        try {
            call = write(exchange.getIn(), message);
        } catch (JsonProcessingException unwritable) {
            exchange.setException(new IllegalArgumentException("A "
                    + message.getClass().getSimpleName() + " cannot be written as JSON: "
                    + unwritable.getOriginalMessage()));
            callback.done(false);
            return;
        } catch (RuntimeException unsendable) {
            exchange.setException(unsendable);
            callback.done(false);
            return;
        }
        api.call(call).whenComplete((result, failure) -> {
            settle(exchange, call, result, failure);
            callback.done(false);
        });
    }

    private OutgoingCall write(Message in, TelegramMessage message) throws JsonProcessingException {
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

    private static void settle(
            Exchange exchange, OutgoingCall call, @Nullable JsonNode result, @Nullable Throwable failure) {
        if (result == null) {
            exchange.setException(failure);
            return;
        }
        try {
            exchange.getMessage().setBody(call.result().read(result));
        } catch (JsonProcessingException | RuntimeException unreadable) {
            exchange.setException(new TelegramUnavailableException(
                    call.method(), CallOutcome.NOT_ANSWERED, true, "its result has a form unknown here", 200));
        }
    }

    @Override
    public UpdateResult getUpdates(@Nullable Long offset, @Nullable Integer limit, @Nullable Integer timeoutSeconds) {
        Map<String, Object> parameters = new TreeMap<>();
        if (offset != null) {
            parameters.put("offset", offset);
        }
        if (limit != null) {
            parameters.put("limit", limit);
        }
        Duration wait = Duration.ofSeconds(timeoutSeconds == null ? 0 : timeoutSeconds);
        parameters.put("timeout", wait.toSeconds());
        JsonNode updates = join("getUpdates", parameters, wait.plus(POLL_MARGIN));
        UpdateResult result = new UpdateResult();
        result.setOk(true);
        result.setUpdates(List.of(TelegramJson.MAPPER.convertValue(updates, ReceivedUpdate[].class)));
        return result;
    }

    @Override
    public boolean setWebhook(String url) {
        return join("setWebhook", Map.of("url", url), POLL_MARGIN).asBoolean();
    }

    /** Registers a webhook that shows a secret with each update. */
    void setWebhook(String url, List<String> allowedUpdates, String secret) {
        join("setWebhook", Map.of("url", url, "allowed_updates", allowedUpdates, "secret_token", secret), POLL_MARGIN);
    }

    @Override
    public boolean removeWebhook() {
        return join("deleteWebhook", Map.of(), POLL_MARGIN).asBoolean();
    }

    BotApi api() {
        return api;
    }

    private JsonNode join(String method, Map<String, ?> parameters, Duration timeout) {
        try {
            return api.call(method, parameters, timeout).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new RuntimeCamelException("The call of " + method + " failed");
        }
    }
}
