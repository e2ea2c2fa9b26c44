package dev.vestnik.ops.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.BotApi;
import dev.vestnik.component.telegram.PollLease;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.component.telegram.TelegramUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the webhook set at Telegram while this process holds the lease of polling: so either one instance polls, or the webhook
 * is set, as the holder is configured. It sets the webhook only if Telegram has another one, or if the secret has changed.
 */
public final class WebhookRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);
    private static final Duration INTERVAL = Duration.ofSeconds(4);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    /** The state that says with which secret the webhook was set. */
    private static final String STORED = "telegram-webhook";

    private final Supplier<BotApi> telegram;
    private final PollLease lease;
    private final StateRepository<String, String> states;
    private final WebhookTarget target;
    private volatile WebhookStatus status = WebhookStatus.STARTING;
    private boolean secretKnown;
    private long askedAt;

    /** @param lease that also permits to poll */
    public WebhookRegistration(
            Supplier<BotApi> telegram, PollLease lease, StateRepository<String, String> states, WebhookTarget target) {
        this.telegram = telegram;
        this.lease = lease;
        this.states = states;
        this.target = target;
    }

    public WebhookStatus status() {
        return status;
    }

    /**
     * To be called every second. Asks Telegram every few seconds if this process holds the lease, and sets the webhook if
     * needed.
     */
    public synchronized void keep() {
        if (!lease.hold()) {
            secretKnown = false;
            status = WebhookStatus.ELSEWHERE;
            return;
        }
        if (secretKnown && System.nanoTime() - askedAt < INTERVAL.toNanos()) {
            return;
        }
        askedAt = System.nanoTime();
        try {
            JsonNode info = call("getWebhookInfo", null);
            if (!target.isSetIn(info) || !secretKnown && !target.fingerprint().equals(states.getState(STORED))) {
                call("setWebhook", target.parameters());
                states.setState(STORED, target.fingerprint());
                LOG.info("Telegram posts updates to the webhook from now on");
                info = call("getWebhookInfo", null);
            }
            secretKnown = true;
            status = WebhookStatus.of(info);
        } catch (TelegramRefusedException | TelegramUnavailableException failure) {
            failed(failure.getMessage());
        }
    }

    private void failed(@Nullable String problem) {
        if (status.state() != WebhookStatus.State.FAILED) {
            LOG.warn("The webhook could not be set or asked for, and is tried again: {}", problem);
        }
        status = WebhookStatus.failed(problem);
    }

    private JsonNode call(String method, @Nullable Object parameters) {
        try {
            return telegram.get().call(method, parameters, TIMEOUT).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
