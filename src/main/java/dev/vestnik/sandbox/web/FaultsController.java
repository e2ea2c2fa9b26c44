package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.CallJournal;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.sandbox.SandboxBot;
import dev.vestnik.sandbox.fault.Faults;
import dev.vestnik.sandbox.fault.RateLimit;
import dev.vestnik.sandbox.fault.RateLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The control API for tests: rate limits, faults, counters and the journal. */
@ConditionalOnSandbox
@RestController
@RequestMapping("/sandbox")
class FaultsController {
    private static final int MAX_ENTRIES = 10_000;

    private final SandboxBot bot;

    FaultsController(Sandbox sandbox) {
        this.bot = sandbox.bot();
    }

    /** Rates such as {@code 30/s}, {@code 20/m} or {@code unlimited}; null: unchanged. */
    record LimitsBody(
            @Nullable String perBot,
            @Nullable Integer perBotBurst,
            @Nullable String perChat,
            @Nullable Integer perChatBurst,
            @Nullable String perGroup,
            @Nullable Integer perGroupBurst) {}

    /** Times in milliseconds, rates 0 to 1. */
    record FaultsBody(
            long latencyMs,
            long jitterMs,
            double errorRate,
            @Nullable Integer errorStatus,
            double dropRate,
            long hangMs,
            @Nullable Set<String> methods,
            long seed) {
        Faults faults() {
            return new Faults(
                    Duration.ofMillis(latencyMs),
                    Duration.ofMillis(jitterMs),
                    errorRate,
                    errorStatus == null ? Faults.NONE.errorStatus() : errorStatus,
                    dropRate,
                    Duration.ofMillis(hangMs),
                    methods == null ? Set.of() : methods,
                    seed);
        }
    }

    record PauseBody(long seconds) {}

    @GetMapping("/limits")
    LimitsBody limits() {
        RateLimits now = bot.limits();
        return new LimitsBody(
                now.bot().text(),
                now.bot().burst(),
                now.chat().text(),
                now.chat().burst(),
                now.group().text(),
                now.group().burst());
    }

    @PutMapping(path = "/limits", consumes = MediaType.APPLICATION_JSON_VALUE)
    LimitsBody limits(@RequestBody LimitsBody wanted) {
        RateLimits now = bot.limits();
        bot.limits(new RateLimits(
                rate(wanted.perBot(), wanted.perBotBurst(), now.bot()),
                rate(wanted.perChat(), wanted.perChatBurst(), now.chat()),
                rate(wanted.perGroup(), wanted.perGroupBurst(), now.group())));
        return limits();
    }

    /** Restores the limits that Telegram enforces. */
    @DeleteMapping("/limits")
    LimitsBody telegramLimits() {
        bot.limits(RateLimits.TELEGRAM);
        return limits();
    }

    @GetMapping("/faults")
    FaultsBody faults() {
        Faults now = bot.faults();
        return new FaultsBody(
                now.latency().toMillis(),
                now.jitter().toMillis(),
                now.errorRate(),
                now.errorStatus(),
                now.dropRate(),
                now.hang().toMillis(),
                now.methods(),
                now.seed());
    }

    @PutMapping(path = "/faults", consumes = MediaType.APPLICATION_JSON_VALUE)
    void faults(@RequestBody FaultsBody body) {
        bot.faults(body.faults());
    }

    @DeleteMapping("/faults")
    void noFaults() {
        bot.faults(Faults.NONE);
    }

    @PutMapping(path = "/chats/{chat}/faults", consumes = MediaType.APPLICATION_JSON_VALUE)
    void faults(@PathVariable long chat, @RequestBody FaultsBody body) {
        bot.chat(chat).faults(body.faults());
    }

    @DeleteMapping("/chats/{chat}/faults")
    void noFaults(@PathVariable long chat) {
        bot.chat(chat).faults(Faults.NONE);
    }

    /** Refuses every call into this chat with 429 for this many seconds; 0 ends it. */
    @PostMapping(path = "/chats/{chat}/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
    void pause(@PathVariable long chat, @RequestBody PauseBody pause) {
        bot.pause(bot.chat(chat), pause.seconds());
    }

    /** Removes messages, counts, faults and pending updates; the people stay. */
    @PostMapping(path = "/reset", consumes = MediaType.APPLICATION_JSON_VALUE)
    void reset() {
        bot.reset();
    }

    @GetMapping("/counters")
    Map<String, Object> counters() {
        return Map.of(
                "calls", bot.counters().calls(),
                "refusals", bot.counters().refusals(),
                "messages", bot.counters().messages(),
                "unanswered", bot.counters().unanswered(),
                "accepted", bot.journal().last());
    }

    /** The accepted calls after the entry {@code after}, oldest first. */
    @GetMapping("/journal")
    List<CallJournal.Entry> journal(
            @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "1000") int limit) {
        return bot.journal().after(after, Math.min(limit, MAX_ENTRIES));
    }

    private static RateLimit rate(@Nullable String wanted, @Nullable Integer burst, RateLimit now) {
        return RateLimit.parse(wanted == null ? now.text() : wanted, burst == null ? now.burst() : burst);
    }
}
