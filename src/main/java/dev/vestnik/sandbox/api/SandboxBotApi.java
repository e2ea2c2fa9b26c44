package dev.vestnik.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.sandbox.SandboxBot;
import dev.vestnik.sandbox.chat.SandboxChat;
import dev.vestnik.sandbox.fault.FaultInjector;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.ApiResponse;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://core.telegram.org/bots/api">Bot API</a> of the sandbox: the methods that Vestnik uses, with the
 * limits and error descriptions of Telegram, and with the faults that are set.
 */
public final class SandboxBotApi {
    private static final String GET_UPDATES = "getUpdates";
    private static final String JSON = "application/json";

    private final Sandbox sandbox;
    private final Map<String, ApiMethod> methods = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    public SandboxBotApi(Sandbox sandbox) {
        this.sandbox = sandbox;
        methods.putAll(SendMethods.methods());
        methods.putAll(EditMethods.methods());
        methods.putAll(UpdateMethods.methods());
        methods.putAll(IdentityMethods.methods());
        methods.keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
        names.put(GET_UPDATES.toLowerCase(Locale.ROOT), GET_UPDATES);
    }

    /** Calls a method; its name is case-insensitive. Only {@code getUpdates} may complete later. */
    public CompletableFuture<ApiResponse> call(String token, String method, ApiArguments arguments) {
        SandboxBot bot = sandbox.bot(token);
        String name = names.get(method.toLowerCase(Locale.ROOT));
        if (bot == null || name == null) {
            boolean wrongToken = bot == null && token.matches("\\d+:.+");
            return done(refused(wrongToken ? ApiRefusal.unauthorized() : ApiRefusal.notFound(), Duration.ZERO));
        }
        bot.counters().called(name);
        List<FaultInjector> faults = faults(bot, name, arguments);
        Duration delay = faults.stream().map(FaultInjector::delay).reduce(Duration.ZERO, Duration::plus);
        for (FaultInjector each : faults) {
            if (each.fails()) {
                bot.counters().refused(each.faults().errorStatus());
                return done(failure(each.faults().errorStatus(), delay));
            }
        }
        try {
            if (name.equals(GET_UPDATES)) {
                return UpdateMethods.updates(bot, arguments)
                        .handle((updates, thrown) -> thrown == null
                                ? answer(bot, faults, updates, delay)
                                : refuse(bot, refusal(thrown), delay));
            }
            ApiMethod called = methods.get(name);
            if (called == null) {
                throw new IllegalStateException("no method " + name);
            }
            return done(answer(bot, faults, called.call(bot, arguments), delay));
        } catch (ApiRefusal refusal) {
            return done(refuse(bot, refusal, delay));
        }
    }

    private static List<FaultInjector> faults(SandboxBot bot, String method, ApiArguments arguments) {
        FaultInjector ofBot = bot.faultInjector();
        SandboxChat chat = chat(bot, arguments);
        FaultInjector ofChat = chat == null ? null : chat.faultInjector();
        if (ofBot.isNone() && (ofChat == null || ofChat.isNone())) {
            return List.of();
        }
        return (ofChat == null ? List.of(ofBot) : List.of(ofBot, ofChat))
                .stream().filter(faults -> faults.appliesTo(method)).toList();
    }

    private static @Nullable SandboxChat chat(SandboxBot bot, ApiArguments arguments) {
        try {
            Long id = arguments.number("chat_id");
            return id == null ? null : bot.findChat(id);
        } catch (ApiRefusal notANumber) {
            return null;
        }
    }

    private static ApiResponse answer(SandboxBot bot, List<FaultInjector> faults, JsonNode result, Duration delay) {
        for (FaultInjector each : faults) {
            if (each.drops()) {
                bot.counters().leftUnanswered();
                return new ApiResponse.Dropped(each.faults().hang());
            }
        }
        return new ApiResponse.Answered(200, JSON, SandboxJson.success(result), delay);
    }

    private static ApiResponse refuse(SandboxBot bot, ApiRefusal refusal, Duration delay) {
        bot.counters().refused(refusal.code());
        return refused(refusal, delay);
    }

    private static ApiResponse refused(ApiRefusal refusal, Duration delay) {
        return new ApiResponse.Answered(refusal.code(), JSON, SandboxJson.failure(refusal), delay);
    }

    private static ApiResponse failure(int status, Duration delay) {
        if (status == 401) {
            return refused(ApiRefusal.unauthorized(), delay);
        }
        if (status == 500) {
            return refused(ApiRefusal.failure(500, "Internal Server Error"), delay);
        }
        String page = "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
        return new ApiResponse.Answered(status, "text/html", page.getBytes(StandardCharsets.UTF_8), delay);
    }

    private static ApiRefusal refusal(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof ApiRefusal refusal ? refusal : ApiRefusal.failure(500, "Internal Server Error");
    }

    private static CompletableFuture<ApiResponse> done(ApiResponse outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
