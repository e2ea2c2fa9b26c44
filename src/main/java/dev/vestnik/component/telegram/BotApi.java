package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the Bot API for one bot, each asynchronous, each with a timeout, none repeated.
 *
 * @see <a href="https://core.telegram.org/bots/api">Bot API</a>
 */
@SuppressWarnings("FutureReturnValueIgnored") // what completes the result has no failures of its own
public final class BotApi {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9:_.~-]+");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z]+");
    private static final Pattern ID_AND_SECRET = Pattern.compile("(\\d+):.+");

    private final HttpTransport http;
    private final String address;
    /** By the method; there are not many. */
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();

    private final String bot;
    private final Duration timeout;
    private final TelegramCallListener listener;
    private final Executor executor;

    /**
     * @param executor completes the calls, so that what follows a call never keeps a thread of the network
     * @throws IllegalArgumentException the token or the address cannot be one
     */
    BotApi(
            HttpTransport http,
            String baseUri,
            String token,
            Duration timeout,
            TelegramCallListener listener,
            Executor executor) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "The bot token is empty or has characters that no token has; BotFather's look like 123456:ABC-DEF1234");
        }
        this.http = http;
        URI base = URI.create(baseUri.endsWith("/") ? baseUri.substring(0, baseUri.length() - 1) : baseUri);
        if (base.getHost() == null
                || base.getScheme() == null
                || !base.getScheme().matches("https?")) {
            throw new IllegalArgumentException("baseUri must be http://host or https://host");
        }
        this.address = base + "/bot" + token + "/";
        var id = ID_AND_SECRET.matcher(token);
        this.bot = id.matches() ? id.group(1) : "bot";
        this.timeout = timeout;
        this.listener = listener;
        this.executor = executor;
    }

    /** The bot's public id, which is the first part of its token; {@code bot} where the token has none. */
    public String botId() {
        return bot;
    }

    /** {@link #call(String, Object, Duration)} with the component's timeout. */
    public CompletableFuture<JsonNode> call(String method, @Nullable Object parameters) {
        return call(method, parameters, timeout);
    }

    /**
     * Calls a method.
     *
     * @param method e.g. {@code getMe}
     * @param parameters what Jackson can write as an object; null: none
     * @param answerWithin how long to wait for the answer
     * @return Telegram's {@code result}, or fails with {@link TelegramRefusedException} or {@link TelegramUnavailableException};
     *     cancelling it gives the call up
     */
    public CompletableFuture<JsonNode> call(String method, @Nullable Object parameters, Duration answerWithin) {
        try {
            byte[] json = TelegramJson.MAPPER.writeValueAsBytes(parameters == null ? Map.of() : parameters);
            return call(method, RequestBody.json(json), answerWithin);
        } catch (JsonProcessingException unwritable) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "The parameters of " + method + " cannot be written as JSON: " + unwritable.getOriginalMessage()));
        }
    }

    CompletableFuture<JsonNode> call(OutgoingCall call) {
        return call(call.method(), call.body(), timeout);
    }

    private CompletableFuture<JsonNode> call(String method, RequestBody body, Duration answerWithin) {
        long begun = System.nanoTime();
        URI to;
        try {
            to = addresses.computeIfAbsent(method, this::address);
        } catch (IllegalArgumentException noMethod) {
            return CompletableFuture.failedFuture(noMethod);
        }
        CompletableFuture<HttpAnswer> answer = http.post(method, to, body, answerWithin);
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        answer.whenCompleteAsync((got, failure) -> complete(result, method, begun, got, failure), executor);
        result.whenComplete((got, failure) -> {
            if (result.isCancelled()) {
                answer.cancel(false);
            }
        });
        return result;
    }

    /** Asked for here, since a failure of {@link URI} shows all of it, the token too. */
    private URI address(String method) {
        if (!METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException(
                    "The Bot API has no method '" + method + "'; right are letters alone, such as sendMessage");
        }
        return URI.create(address + method);
    }

    private void complete(
            CompletableFuture<JsonNode> result,
            String method,
            long begun,
            @Nullable HttpAnswer answer,
            @Nullable Throwable failure) {
        JsonNode value = null;
        Throwable refused = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (answer != null) {
            try {
                value = AnswerReader.result(method, answer);
            } catch (TelegramRefusedException | TelegramUnavailableException refusal) {
                refused = refusal;
            }
        }
        listener.called(method, outcome(refused), Duration.ofNanos(System.nanoTime() - begun));
        if (refused == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(refused);
        }
    }

    private static CallOutcome outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return CallOutcome.OK;
        }
        if (failure instanceof TelegramRefusedException refused) {
            return refused.outcome();
        }
        return failure instanceof TelegramUnavailableException unavailable
                ? unavailable.outcome()
                : CallOutcome.CANCELLED;
    }

    /** Shows the bot's public id alone. */
    @Override
    public String toString() {
        return "BotApi{bot=" + bot + "}";
    }
}
