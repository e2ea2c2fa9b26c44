package dev.vestnik.component.telegram;

import dev.vestnik.component.telegram.update.WebhookProcessor;
import dev.vestnik.component.telegram.update.WebhookSecret;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.component.telegram.TelegramEndpoint;
import org.apache.camel.component.telegram.TelegramService;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel's endpoint and options, with the producer, consumer and service of {@link AsyncTelegramComponent}. */
public class AsyncTelegramEndpoint extends TelegramEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncTelegramEndpoint.class);

    private final AsyncTelegramComponent component;
    private @Nullable AsyncTelegramService service;

    @SuppressWarnings("NullAway") // Camel's constructor accepts null for the client
    AsyncTelegramEndpoint(String uri, AsyncTelegramComponent component, TelegramConfiguration configuration) {
        super(uri, component, configuration, null);
        this.component = component;
    }

    /** Does not call super, which would start an unused HTTP client. */
    @Override
    protected void doStart() {
        service();
        List<String> ignored = ignoredOptions();
        if (!ignored.isEmpty()) {
            LOG.warn("telegram: ignored options, because polling and HTTP are not Camel's: {}", ignored);
        }
    }

    private List<String> ignoredOptions() {
        List<String> names = new ArrayList<>();
        if (getClient() != null) {
            names.add("client");
        }
        if (getPollStrategy() != null) {
            names.add("pollStrategy");
        }
        if (getScheduledExecutorService() != null) {
            names.add("scheduledExecutorService");
        }
        if (getBackoffMultiplier() > 0) {
            names.add("backoffMultiplier");
        }
        if (getRepeatCount() > 0) {
            names.add("repeatCount");
        }
        if (!"none".equals(getScheduler())) {
            names.add("scheduler");
        }
        return names;
    }

    synchronized AsyncTelegramService service() {
        if (service == null) {
            service = new AsyncTelegramService(component.api(getConfiguration()), getConfiguration());
        }
        return service;
    }

    @Override
    protected synchronized void doStop() {
        service = null;
    }

    @Override
    public TelegramService getTelegramService() {
        return service();
    }

    @Override
    public AsyncTelegramComponent getComponent() {
        return component;
    }

    @Override
    public Producer createProducer() {
        return new AsyncTelegramProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        AsyncTelegramConsumer consumer = new AsyncTelegramConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        return new WebhookProcessor(next, secret());
    }

    /** Registers the component's {@code allowedUpdates} and a secret, so that nobody else can post updates. */
    @Override
    public void registerWebhook() throws UnknownHostException {
        String url = getWebhookConfiguration().computeFullExternalUrl();
        service().setWebhook(url, component.getAllowedUpdates(), WebhookSecret.of(token()));
    }

    @Override
    public void unregisterWebhook() {
        service().removeWebhook();
    }

    private @Nullable String secret() {
        WebhookConfiguration webhook = getWebhookConfiguration();
        return webhook != null && webhook.isWebhookAutoRegister() ? WebhookSecret.of(token()) : null;
    }

    private String token() {
        return getConfiguration().getAuthorizationToken();
    }
}
