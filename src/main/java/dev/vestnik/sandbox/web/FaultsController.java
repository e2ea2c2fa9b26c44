package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.Bot;
import dev.vestnik.sandbox.Faults;
import dev.vestnik.sandbox.Journal;
import dev.vestnik.sandbox.Limits;
import dev.vestnik.sandbox.Pace;
import dev.vestnik.sandbox.Sandbox;
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

/** The control API of what tests want: limits, faults, counts, and what was accepted. */
@InSandbox
@RestController
@RequestMapping("/sandbox")
class FaultsController {
    private static final int MAX_ENTRIES = 10_000;

    private final Bot bot;

    FaultsController(Sandbox sandbox) {
        this.bot = sandbox.bot();
    }

    /** Paces as {@code 30/s}, {@code 20/m} or {@code unlimited}; what is left out stays as it is. */
    record Paces(
            @Nullable String perBot,
            @Nullable Integer perBotBurst,
            @Nullable String perChat,
            @Nullable Integer perChatBurst,
            @Nullable String perGroup,
            @Nullable Integer perGroupBurst) {}

    /** Times in milliseconds, rates 0 to 1; what is left out is none. */
    record Wishes(
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

    record Pause(long seconds) {}

    @GetMapping("/limits")
    Paces limits() {
        Limits now = bot.limits();
        return new Paces(
                now.bot().text(),
                now.bot().burst(),
                now.chat().text(),
                now.chat().burst(),
                now.group().text(),
                now.group().burst());
    }

    @PutMapping(path = "/limits", consumes = MediaType.APPLICATION_JSON_VALUE)
    Paces limits(@RequestBody Paces wanted) {
        Limits now = bot.limits();
        bot.limits(new Limits(
                pace(wanted.perBot(), wanted.perBotBurst(), now.bot()),
                pace(wanted.perChat(), wanted.perChatBurst(), now.chat()),
                pace(wanted.perGroup(), wanted.perGroupBurst(), now.group())));
        return limits();
    }

    /** Back to what Telegram enforces. */
    @DeleteMapping("/limits")
    Paces telegramLimits() {
        bot.limits(Limits.TELEGRAM);
        return limits();
    }

    @GetMapping("/faults")
    Wishes faults() {
        Faults now = bot.faults();
        return new Wishes(
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
    void faults(@RequestBody Wishes wishes) {
        bot.faults(wishes.faults());
    }

    @DeleteMapping("/faults")
    void noFaults() {
        bot.faults(Faults.NONE);
    }

    @PutMapping(path = "/chats/{chat}/faults", consumes = MediaType.APPLICATION_JSON_VALUE)
    void faults(@PathVariable long chat, @RequestBody Wishes wishes) {
        bot.chat(chat).faults(wishes.faults());
    }

    @DeleteMapping("/chats/{chat}/faults")
    void noFaults(@PathVariable long chat) {
        bot.chat(chat).faults(Faults.NONE);
    }

    /** Answers every call into this chat with 429 for so many seconds; 0 ends it. */
    @PostMapping(path = "/chats/{chat}/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
    void pause(@PathVariable long chat, @RequestBody Pause pause) {
        bot.shut(bot.chat(chat), pause.seconds());
    }

    /** As new: no messages, counts, faults, waiting updates; the people stay. */
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

    /** What was accepted after the entry {@code after}, oldest first. */
    @GetMapping("/journal")
    List<Journal.Entry> journal(
            @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "1000") int limit) {
        return bot.journal().after(after, Math.min(limit, MAX_ENTRIES));
    }

    private static Pace pace(@Nullable String wanted, @Nullable Integer burst, Pace now) {
        return Pace.parse(wanted == null ? now.text() : wanted, burst == null ? now.burst() : burst);
    }
}
