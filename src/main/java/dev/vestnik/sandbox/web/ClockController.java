package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.sandbox.SandboxTime;
import dev.vestnik.sandbox.SandboxView;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The control API of the clock. It goes forward only, as time does. */
@ConditionalOnSandbox
@RestController
@RequestMapping("/sandbox/clock")
class ClockController {
    private static final Duration MOST = Duration.ofDays(31);

    private final Sandbox sandbox;
    private final ObjectProvider<SandboxTime> time;

    ClockController(Sandbox sandbox, ObjectProvider<SandboxTime> time) {
        this.sandbox = sandbox;
        this.time = time;
    }

    /** @param forward a duration as ISO 8601 writes it, such as {@code PT5M} */
    record Move(@Nullable String forward) {}

    /** How many milliseconds the clock is ahead of the real time. */
    @GetMapping
    Map<String, Long> read() {
        SandboxTime known = time.getIfAvailable();
        return Map.of("offset", known == null ? 0 : known.offset().toMillis());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Long> move(@RequestBody Move move) {
        SandboxTime known = time.getIfAvailable();
        if (known == null) {
            throw new IllegalStateException("this sandbox runs without Vestnik, so it has no clock to move");
        }
        known.move(duration(move.forward()));
        sandbox.bot().changes().publish(() -> SandboxView.object()
                .put("type", "clock")
                .put("offset", known.offset().toMillis()));
        return read();
    }

    private static Duration duration(@Nullable String forward) {
        try {
            Duration duration = Duration.parse(String.valueOf(forward));
            if (duration.toMillis() > 0 && duration.compareTo(MOST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            // The same answer as for a duration out of range.
        }
        throw new IllegalArgumentException("forward: \"" + forward
                + "\" is no duration above zero and up to 31 days; right is, for instance, PT5M");
    }
}
