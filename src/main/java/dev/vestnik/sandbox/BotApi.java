package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
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
 * The <a href="https://core.telegram.org/bots/api">Bot API</a> of the sandbox: the methods that Vestnik uses, with
 * Telegram's limits, refusals and words, and with the faults that are switched on.
 */
public final class BotApi {
    private static final String GET_UPDATES = "getUpdates";
    private static final String JSON = "application/json";

    private final Sandbox sandbox;
    private final Map<String, Method> methods = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    public BotApi(Sandbox sandbox) {
        this.sandbox = sandbox;
        methods.putAll(Sending.methods());
        methods.putAll(Editing.methods());
        methods.putAll(Receiving.methods());
        methods.putAll(Identity.methods());
        methods.keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
        names.put(GET_UPDATES.toLowerCase(Locale.ROOT), GET_UPDATES);
    }

    /** Calls a method, whose name may be written in any case. Only {@code getUpdates} answers later. */
    public CompletableFuture<Outcome> call(String token, String method, Arguments arguments) {
        Bot bot = sandbox.bot(token);
        String name = names.get(method.toLowerCase(Locale.ROOT));
        if (bot == null || name == null) {
            boolean wrongToken = bot == null && token.matches("\\d+:.+");
            return done(refused(wrongToken ? Refusal.unauthorized() : Refusal.notFound(), Duration.ZERO));
        }
        bot.counters().called(name);
        List<Dice> dice = dice(bot, name, arguments);
        Duration delay = dice.stream().map(Dice::delay).reduce(Duration.ZERO, Duration::plus);
        for (Dice each : dice) {
            if (each.fails()) {
                bot.counters().refused(each.faults().errorStatus());
                return done(failure(each.faults().errorStatus(), delay));
            }
        }
        try {
            if (name.equals(GET_UPDATES)) {
                return Receiving.updates(bot, arguments)
                        .handle((updates, thrown) -> thrown == null
                                ? answer(bot, dice, updates, delay)
                                : refuse(bot, refusal(thrown), delay));
            }
            Method called = methods.get(name);
            if (called == null) {
                throw new IllegalStateException("no method " + name);
            }
            return done(answer(bot, dice, called.call(bot, arguments), delay));
        } catch (Refusal refusal) {
            return done(refuse(bot, refusal, delay));
        }
    }

    private static List<Dice> dice(Bot bot, String method, Arguments arguments) {
        Dice ofBot = bot.dice();
        Chat chat = chat(bot, arguments);
        Dice ofChat = chat == null ? null : chat.dice();
        if (ofBot.idle() && (ofChat == null || ofChat.idle())) {
            return List.of();
        }
        return (ofChat == null ? List.of(ofBot) : List.of(ofBot, ofChat))
                .stream().filter(dice -> dice.concerns(method)).toList();
    }

    private static @Nullable Chat chat(Bot bot, Arguments arguments) {
        try {
            Long id = arguments.number("chat_id");
            return id == null ? null : bot.findChat(id);
        } catch (Refusal notANumber) {
            return null;
        }
    }

    private static Outcome answer(Bot bot, List<Dice> dice, JsonNode result, Duration delay) {
        for (Dice each : dice) {
            if (each.drops()) {
                bot.counters().leftUnanswered();
                return new Outcome.Cut(each.faults().hang());
            }
        }
        return new Outcome.Answered(200, JSON, Json.success(result), delay);
    }

    private static Outcome refuse(Bot bot, Refusal refusal, Duration delay) {
        bot.counters().refused(refusal.code());
        return refused(refusal, delay);
    }

    private static Outcome refused(Refusal refusal, Duration delay) {
        return new Outcome.Answered(refusal.code(), JSON, Json.failure(refusal), delay);
    }

    private static Outcome failure(int status, Duration delay) {
        if (status == 401) {
            return refused(Refusal.unauthorized(), delay);
        }
        if (status == 500) {
            return refused(Refusal.failure(500, "Internal Server Error"), delay);
        }
        String page = "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
        return new Outcome.Answered(status, "text/html", page.getBytes(StandardCharsets.UTF_8), delay);
    }

    private static Refusal refusal(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof Refusal refusal ? refusal : Refusal.failure(500, "Internal Server Error");
    }

    private static CompletableFuture<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
