package dev.vestnik.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts the waiting updates of a bot to its webhook as the Bot API server does: one after another for each chat, and for the
 * buttons of each person; several chats at the same time. An answer other than 2xx, or none, is a failure: the update is posted
 * again at once, then after 2, 4, 8 s, at most a minute, or after the {@code Retry-After} of the answer.
 *
 * @see <a href="https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/WebhookActor.cpp">WebhookActor</a>
 */
public final class WebhookPusher {
    /** The updates that wait. */
    public interface Waiting {
        /** The oldest first. */
        List<ObjectNode> updates();

        /** The update with this id was delivered. */
        void delivered(int id);
    }

    /** The last failure. */
    public record Failure(Instant at, String message) {}

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long MAX_RETRY_AFTER = 3600;
    private static final long MAX_DELAY = 60;

    private final PushTarget target;
    private final Waiting waiting;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    /** The queues of which an update is posted, or waits for its repetition. */
    private final Set<String> busy = new HashSet<>();
    /** The failures of the first update of a queue. */
    private final Map<String, Integer> failures = new HashMap<>();

    private int posting;
    private boolean closed;
    private volatile @Nullable Failure lastFailure;

    /** @param clock of the time of a failure, as {@code getWebhookInfo} tells it */
    public WebhookPusher(PushTarget target, Waiting waiting, Clock clock) {
        this.target = target;
        this.waiting = waiting;
        this.clock = clock;
    }

    public PushTarget target() {
        return target;
    }

    /** Null: none yet. */
    public @Nullable Failure lastFailure() {
        return lastFailure;
    }

    /** Posts what waits and may be posted now. To be called when an update has been added. */
    public synchronized void push() {
        if (closed) {
            return;
        }
        Set<String> passed = new HashSet<>();
        for (ObjectNode update : waiting.updates()) {
            if (posting == target.connections()) {
                return;
            }
            String queue = queue(update);
            // Only the oldest update of a queue may be posted.
            if (passed.add(queue) && busy.add(queue)) {
                posting++;
                post(update, queue);
            }
        }
    }

    /** Posts nothing any more. */
    public synchronized void close() {
        closed = true;
    }

    private void post(ObjectNode update, String queue) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(update.toString()));
        if (!target.secret().isEmpty()) {
            request.header("X-Telegram-Bot-Api-Secret-Token", target.secret());
        }
        var unused = client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) -> answered(update, queue, answer));
    }

    private void answered(ObjectNode update, String queue, @Nullable HttpResponse<Void> answer) {
        if (answer != null && answer.statusCode() / 100 == 2) {
            delivered(update, queue);
            return;
        }
        lastFailure = new Failure(
                clock.instant(),
                answer == null ? "Connection failed" : "Wrong response from the webhook: " + answer.statusCode());
        long delay = retryAfter(answer);
        synchronized (this) {
            posting--;
            int failed = failures.merge(queue, 1, Integer::sum);
            if (delay == 0 && failed > 1) {
                delay = Math.min(MAX_DELAY, 1L << Math.min(failed - 1, 10));
            }
        }
        CompletableFuture.delayedExecutor(delay, TimeUnit.SECONDS).execute(() -> {
            synchronized (this) {
                busy.remove(queue);
            }
            push();
        });
    }

    private void delivered(ObjectNode update, String queue) {
        waiting.delivered(update.path("update_id").asInt());
        synchronized (this) {
            posting--;
            busy.remove(queue);
            failures.remove(queue);
        }
        push();
    }

    private static long retryAfter(@Nullable HttpResponse<Void> answer) {
        try {
            return answer == null
                    ? 0
                    : Math.max(
                            0,
                            Math.min(
                                    MAX_RETRY_AFTER,
                                    answer.headers()
                                            .firstValueAsLong("Retry-After")
                                            .orElse(0)));
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    private static String queue(ObjectNode update) {
        return update.has("callback_query")
                ? "person " + update.at("/callback_query/from/id").asText()
                : "chat " + update.findPath("chat").path("id").asText();
    }
}
