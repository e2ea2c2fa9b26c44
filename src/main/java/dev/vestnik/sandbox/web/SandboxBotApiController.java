package dev.vestnik.sandbox.web;

import dev.vestnik.sandbox.api.SandboxBotApi;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiResponse;
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

/** The Bot API at Telegram's paths. A long poll occupies no thread. */
@ConditionalOnSandbox
@RestController
class SandboxBotApiController {
    private static final byte[] NO_JSON =
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: can't parse JSON object\"}"
                    .getBytes(StandardCharsets.UTF_8);

    /** The content length of a dropped response, never sent, so that its reader detects the loss. */
    private static final int DROPPED_LENGTH = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SandboxBotApiController.class);

    private final SandboxBotApi api;

    SandboxBotApiController(SandboxBotApi api) {
        this.api = api;
    }

    @RequestMapping("/bot{token}/{method}")
    void call(
            @PathVariable String token,
            @PathVariable String method,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        ApiArguments arguments = ArgumentsReader.read(request);
        if (arguments == null) {
            write(response, new ApiResponse.Answered(400, "application/json", NO_JSON, Duration.ZERO));
            return;
        }
        CompletableFuture<ApiResponse> called = api.call(token, method, arguments);
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

    private static void finish(AsyncContext later, HttpServletResponse response, ApiResponse outcome) {
        try {
            write(response, outcome);
        } catch (IOException | UncheckedIOException | IllegalStateException callerIsGone) {
            LOG.debug("The caller has gone", callerIsGone);
        }
        try {
            later.complete();
        } catch (IllegalStateException callerIsGone) {
            LOG.debug("The caller has gone, and the server has ended the request");
        }
    }

    private static void write(HttpServletResponse response, ApiResponse outcome) throws IOException {
        if (outcome instanceof ApiResponse.Answered answered) {
            response.setStatus(answered.status());
            response.setContentType(answered.mediaType());
            response.setContentLength(answered.body().length);
            response.getOutputStream().write(answered.body());
        } else {
            response.setHeader("Connection", "close");
            response.setContentLength(DROPPED_LENGTH);
            response.getOutputStream().write('{');
            response.flushBuffer();
        }
    }

    private static Duration delay(ApiResponse outcome) {
        return outcome instanceof ApiResponse.Answered answered
                ? answered.delay()
                : ((ApiResponse.Dropped) outcome).hang();
    }
}
