package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.Arguments;
import dev.vestnik.sandbox.BotApi;
import dev.vestnik.sandbox.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Bot API at Telegram's paths. No thread waits while a long poll does. */
@InSandbox
@RestController
class BotApiController {
    private static final byte[] NO_JSON =
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: can't parse JSON object\"}"
                    .getBytes(StandardCharsets.UTF_8);

    /** What a cut answer promises and never brings, so that its reader sees that it was cut. */
    private static final int PROMISED_BYTES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BotApiController.class);

    private final BotApi api;

    BotApiController(BotApi api) {
        this.api = api;
    }

    @RequestMapping("/bot{token}/{method}")
    void call(
            @PathVariable String token,
            @PathVariable String method,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        Arguments arguments = ArgumentsReader.read(request);
        if (arguments == null) {
            write(response, new Outcome.Answered(400, "application/json", NO_JSON, Duration.ZERO));
            return;
        }
        CompletableFuture<Outcome> called = api.call(token, method, arguments);
        if (called.isDone() && delay(called.join()).isZero()) {
            write(response, called.join());
            return;
        }
        AsyncContext later = request.startAsync();
        later.setTimeout(0);
        called.thenAccept(
                outcome -> CompletableFuture.delayedExecutor(delay(outcome).toNanos(), TimeUnit.NANOSECONDS)
                        .execute(() -> finish(later, response, outcome)));
    }

    private static void finish(AsyncContext later, HttpServletResponse response, Outcome outcome) {
        try {
            write(response, outcome);
        } catch (IOException | UncheckedIOException | IllegalStateException callerIsGone) {
            LOG.debug("Who had asked has gone", callerIsGone);
        }
        try {
            later.complete();
        } catch (IllegalStateException callerIsGone) {
            LOG.debug("Who had asked has gone, and the server has ended the request by itself");
        }
    }

    private static void write(HttpServletResponse response, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Answered answered) {
            response.setStatus(answered.status());
            response.setContentType(answered.mediaType());
            response.setContentLength(answered.body().length);
            response.getOutputStream().write(answered.body());
        } else {
            response.setHeader("Connection", "close");
            response.setContentLength(PROMISED_BYTES);
            response.getOutputStream().write('{');
            response.flushBuffer();
        }
    }

    private static Duration delay(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered ? answered.delay() : ((Outcome.Cut) outcome).hang();
    }
}
