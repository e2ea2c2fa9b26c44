package dev.vestnik.component.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.telegram.TelegramComponent;
import org.apache.camel.component.telegram.TelegramComponentConfigurer;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.component.telegram.TelegramEndpointConfigurer;
import org.apache.camel.component.telegram.TelegramProxyType;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code telegram:} component with its own sending and polling: sends concurrently and without blocking a thread, sets a
 * {@link TelegramRefusedException} or {@link TelegramUnavailableException} on an exchange that fails, and confirms updates only
 * after they have been processed. Bind it to the registry as {@code telegram}; URIs and message classes are those of
 * camel-telegram.
 *
 * <p>Set its options before the context starts. It ignores the endpoint options {@code client} and {@code bufferSize}, and those
 * of Camel's scheduler except {@code startScheduler}, {@code initialDelay}, {@code delay}, {@code timeUnit} and
 * {@code sendEmptyMessageWhenIdle}.
 */
public class AsyncTelegramComponent extends TelegramComponent {
    private static final PropertyConfigurer COMPONENT_OPTIONS = new TelegramComponentConfigurer();
    private static final PropertyConfigurer ENDPOINT_OPTIONS = new TelegramEndpointConfigurer();
    private static final List<String> DEFAULT_UPDATES = List.of(
            "message",
            "edited_message",
            "channel_post",
            "callback_query",
            "inline_query",
            "pre_checkout_query",
            "shipping_query",
            "my_chat_member");

    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration responseTimeout = Duration.ofSeconds(30);
    private int maxConnections = 200;
    private int concurrentChats = 8;
    private List<String> allowedUpdates = DEFAULT_UPDATES;
    private boolean confirmFailed = true;
    private PollLease pollLease = PollLease.ALONE;
    private TelegramCallListener callListener = TelegramCallListener.NONE;
    private Clock clock = Clock.systemUTC();
    private @Nullable StateRepository<String, String> offsetRepository;
    private @Nullable SSLContextParameters sslContextParameters;
    private @Nullable String proxyHost;
    private @Nullable Integer proxyPort;
    private TelegramProxyType proxyType = TelegramProxyType.HTTP;
    private final Set<AsyncTelegramConsumer> consumers = ConcurrentHashMap.newKeySet();
    private @Nullable BotApiFactory apis;

    public AsyncTelegramComponent() {}

    public AsyncTelegramComponent(CamelContext context) {
        setCamelContext(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String type = remaining.endsWith("/") ? remaining.substring(0, remaining.length() - 1) : remaining;
        if (!type.equals(TelegramConfiguration.ENDPOINT_TYPE_BOTS)) {
            throw new IllegalArgumentException("Unknown endpoint telegram:" + type + "; the only type is telegram:"
                    + TelegramConfiguration.ENDPOINT_TYPE_BOTS);
        }
        TelegramConfiguration configuration = defaults();
        configuration.setType(type);
        AsyncTelegramEndpoint endpoint = new AsyncTelegramEndpoint(uri, this, configuration);
        setProperties(endpoint, parameters);
        requireToken(configuration);
        return endpoint;
    }

    /** Overridden because Camel finds configurers by an annotation that subclasses do not inherit. */
    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return COMPONENT_OPTIONS;
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return ENDPOINT_OPTIONS;
    }

    private TelegramConfiguration defaults() {
        TelegramConfiguration configuration = new TelegramConfiguration();
        configuration.setAuthorizationToken(getAuthorizationToken());
        configuration.setBaseUri(getBaseUri());
        configuration.setProxyHost(proxyHost);
        configuration.setProxyPort(proxyPort);
        configuration.setProxyType(proxyType);
        return configuration;
    }

    private static void requireToken(TelegramConfiguration configuration) {
        String token = configuration.getAuthorizationToken();
        if (token == null || token.isBlank()) {
            throw new IllegalArgumentException(
                    "telegram: requires the bot's token: set authorizationToken of the component or of the endpoint");
        }
    }

    /** The Bot API with the component's token, e.g. for {@code getMe} at start-up. Requires a Camel context. */
    public BotApi botApi() {
        TelegramConfiguration configuration = defaults();
        requireToken(configuration);
        return api(configuration);
    }

    /** Polls again at once: ends the pause after a failed poll, and a poll that waits. To be called when Telegram is back. */
    public void pollAgain() {
        consumers.forEach(AsyncTelegramConsumer::pollAgain);
    }

    /** The consumers that poll. */
    Set<AsyncTelegramConsumer> consumers() {
        return consumers;
    }

    synchronized BotApi api(TelegramConfiguration configuration) {
        if (apis == null) {
            apis = new BotApiFactory(this);
        }
        return apis.get(configuration);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        BotApiFactory stopped;
        synchronized (this) {
            stopped = apis;
            apis = null;
        }
        if (stopped != null) {
            stopped.close();
        }
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    /** Timeout of establishing a TCP connection. Default: 10 s. */
    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * Timeout of a call, from its start to the end of the response. A poll has the endpoint's {@code timeout} plus 10 s instead.
     * Default: 30 s.
     */
    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    /** Maximum number of connections to the server; HTTP/2 needs only one. Default: 200. */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getConcurrentChats() {
        return concurrentChats;
    }

    /**
     * Maximum number of chats whose updates are routed in parallel; updates of one chat are always routed in order.
     * Default: 8.
     */
    public void setConcurrentChats(int concurrentChats) {
        this.concurrentChats = concurrentChats;
    }

    public List<String> getAllowedUpdates() {
        return allowedUpdates;
    }

    /**
     * The kinds of updates that Telegram sends. Default: all kinds that camel-telegram has a class for, edited messages, and
     * changes of the bot's own membership.
     *
     * @see <a href="https://core.telegram.org/bots/api#update">Update</a>
     */
    public void setAllowedUpdates(List<String> allowedUpdates) {
        this.allowedUpdates = List.copyOf(allowedUpdates);
    }

    public boolean isConfirmFailed() {
        return confirmFailed;
    }

    /**
     * Whether a polled update whose exchange failed counts as finished. Otherwise it is received again until its exchange
     * succeeds, and with it those behind it; the order within a chat is kept. Default: true.
     */
    public void setConfirmFailed(boolean confirmFailed) {
        this.confirmFailed = confirmFailed;
    }

    public PollLease getPollLease() {
        return pollLease;
    }

    /** Must be held to poll. Default: {@link PollLease#ALONE}. */
    public void setPollLease(PollLease pollLease) {
        this.pollLease = pollLease;
    }

    public TelegramCallListener getCallListener() {
        return callListener;
    }

    /** Is notified of every call. Default: {@link TelegramCallListener#NONE}. */
    public void setCallListener(TelegramCallListener callListener) {
        this.callListener = callListener;
    }

    public @Nullable StateRepository<String, String> getOffsetRepository() {
        return offsetRepository;
    }

    /**
     * Stores the offset of the next poll, under {@code telegram-offset-} and the bot's id, so that a restart repeats no finished
     * update. Default: none; then Telegram repeats the updates that finished after the last poll.
     */
    public void setOffsetRepository(StateRepository<String, String> offsetRepository) {
        this.offsetRepository = offsetRepository;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** TLS parameters, e.g. for a Bot API server with a private certificate. Default: the JVM's. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    /** The proxy for endpoints without one of their own. Default: none. */
    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    /** The port of {@link #setProxyHost}. */
    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public TelegramProxyType getProxyType() {
        return proxyType;
    }

    /** Default: HTTP. */
    public void setProxyType(TelegramProxyType proxyType) {
        this.proxyType = proxyType;
    }

    public Clock getClock() {
        return clock;
    }

    /** The time source for the expiry of the stored offset; replaced in tests. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }
}
