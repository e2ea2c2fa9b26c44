package dev.vestnik.component.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.call.BotApiRequest;
import dev.vestnik.component.telegram.call.ResponseReader;
import dev.vestnik.component.telegram.call.TelegramJson;
import dev.vestnik.component.telegram.http.HttpResponse;
import dev.vestnik.component.telegram.http.HttpTransport;
import dev.vestnik.component.telegram.http.RequestBody;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Bot API for one bot: asynchronously, each call with a timeout, without retries.
 *
 * @see <a href="https://core.telegram.org/bots/api">Bot API</a>
 */
@SuppressWarnings("FutureReturnValueIgnored") // the dependent futures never fail
public final class BotApi {
    /** A call without a file is small: after this time its answer is lost, and what waits behind it must go on. */
    private static final Duration LONGEST_WITHOUT_FILE = Duration.ofSeconds(8);

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9:_.~-]+");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z]+");
    private static final Pattern ID_AND_SECRET = Pattern.compile("(\\d+):.+");

    private final HttpTransport http;
    private final String address;
    private final String botId;
    private final Duration timeout;
    private final TelegramCallListener listener;
    private final Executor executor;

    /**
     * @param executor completes the calls, so that callbacks never block a network thread
     * @throws IllegalArgumentException if the token or the address is invalid
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
                    "The bot token is empty or has an invalid character; a token of BotFather looks like 123456:ABC-DEF1234");
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
        this.botId = id.matches() ? id.group(1) : "bot";
        this.timeout = timeout;
        this.listener = listener;
        this.executor = executor;
    }

    /** The bot's public id, which is the first part of its token; {@code bot} if the token has no id. */
    public String botId() {
        return botId;
    }

    /** {@link #call(String, Object, Duration)} with the component's response timeout. */
    public CompletableFuture<JsonNode> call(String method, @Nullable Object parameters) {
        return call(method, parameters, timeout);
    }

    /**
     * Calls a method.
     *
     * @param method e.g. {@code getMe}
     * @param parameters an object that Jackson can write as a JSON object; null: none
     * @param responseTimeout from this call to the end of the response
     * @return Telegram's {@code result}, or fails with {@link TelegramRefusedException}, {@link TelegramUnavailableException}
     *     or, if method or parameters are invalid, {@link IllegalArgumentException}; cancelling it aborts the call
     */
    public CompletableFuture<JsonNode> call(String method, @Nullable Object parameters, Duration responseTimeout) {
        try {
            Object given = parameters == null ? Map.of() : parameters;
            return call(
                    method,
                    RequestBody.json(TelegramJson.object("The parameters of " + method, given)),
                    responseTimeout);
        } catch (IllegalArgumentException invalid) {
            return CompletableFuture.failedFuture(invalid);
        }
    }

    CompletableFuture<JsonNode> call(BotApiRequest request) {
        boolean isShort = request.body().isJson() && timeout.compareTo(LONGEST_WITHOUT_FILE) > 0;
        return call(request.method(), request.body(), isShort ? LONGEST_WITHOUT_FILE : timeout);
    }

    private CompletableFuture<JsonNode> call(String method, RequestBody body, Duration responseTimeout) {
        URI address = address(method);
        long startedAt = System.nanoTime();
        listener.calling(method);
        CompletableFuture<HttpResponse> response;
        try {
            response = http.post(method, address, body, responseTimeout);
        } catch (RuntimeException stopped) {
            listener.called(method, CallOutcome.CANCELLED, Duration.ZERO);
            throw stopped;
        }
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        response.whenCompleteAsync((got, failure) -> complete(result, method, startedAt, got, failure), executor);
        result.whenComplete((got, failure) -> {
            if (result.isCancelled()) {
                response.cancel(false);
            }
        });
        return result;
    }

    /** Checks the method first, since an exception of {@link URI} would contain the token. */
    private URI address(String method) {
        if (!METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException(
                    "Invalid Bot API method '" + method + "': a method consists of letters, e.g. sendMessage");
        }
        return URI.create(address + method);
    }

    private void complete(
            CompletableFuture<JsonNode> result,
            String method,
            long startedAt,
            @Nullable HttpResponse response,
            @Nullable Throwable httpFailure) {
        JsonNode value = null;
        Throwable failure = httpFailure instanceof CompletionException wrapped ? wrapped.getCause() : httpFailure;
        if (response != null) {
            try {
                value = ResponseReader.result(method, response);
            } catch (TelegramRefusedException | TelegramUnavailableException failed) {
                failure = failed;
            }
        }
        listener.called(method, outcome(failure), Duration.ofNanos(System.nanoTime() - startedAt));
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure);
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

    /** Omits the token. */
    @Override
    public String toString() {
        return "BotApi{bot=" + botId + "}";
    }
}
