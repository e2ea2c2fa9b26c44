package dev.vestnik.component.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * Camel's {@code telegram:} with another engine under it: right under concurrency, without a thread kept while Telegram thinks,
 * refusals as {@link TelegramRefusedException} and failures as {@link TelegramUnavailableException} on the exchange, and a poll
 * loop of its own. Put it into the registry as {@code telegram}; URIs and messages stay those of camel-telegram.
 *
 * <p>Set its options before the context starts. Without effect are the endpoint options {@code client} and {@code bufferSize},
 * and those of Camel's scheduler other than {@code startScheduler}, {@code initialDelay}, {@code delay}, {@code timeUnit} and
 * {@code sendEmptyMessageWhenIdle}.
 */
public class AsyncTelegramComponent extends TelegramComponent {
    private static final PropertyConfigurer COMPONENT_OPTIONS = new TelegramComponentConfigurer();
    private static final PropertyConfigurer ENDPOINT_OPTIONS = new TelegramEndpointConfigurer();
    private static final List<String> ALL_ROUTED = List.of(
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
    private List<String> allowedUpdates = ALL_ROUTED;
    private PollLease pollLease = PollLease.ALONE;
    private TelegramCallListener callListener = TelegramCallListener.NONE;
    private Clock clock = Clock.systemUTC();
    private @Nullable StateRepository<String, String> offsetRepository;
    private @Nullable SSLContextParameters sslContextParameters;
    private @Nullable String proxyHost;
    private @Nullable Integer proxyPort;
    private TelegramProxyType proxyType = TelegramProxyType.HTTP;
    private @Nullable Engine engine;

    public AsyncTelegramComponent() {}

    public AsyncTelegramComponent(CamelContext context) {
        setCamelContext(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String type = remaining.endsWith("/") ? remaining.substring(0, remaining.length() - 1) : remaining;
        if (!type.equals(TelegramConfiguration.ENDPOINT_TYPE_BOTS)) {
            throw new IllegalArgumentException("There is no telegram:" + type + "; the only type is telegram:"
                    + TelegramConfiguration.ENDPOINT_TYPE_BOTS);
        }
        TelegramConfiguration configuration = defaults();
        configuration.setType(type);
        AsyncTelegramEndpoint endpoint = new AsyncTelegramEndpoint(uri, this, configuration);
        setProperties(endpoint, parameters);
        requireToken(configuration);
        return endpoint;
    }

    /** Camel finds configurers by an annotation that a subclass does not inherit. */
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
                    "telegram: needs the bot's token, as authorizationToken of the component or of the endpoint");
        }
    }

    /** Direct calls for the component's own token, e.g. {@code getMe} at start-up. The component must be in a context. */
    public BotApi botApi() {
        TelegramConfiguration configuration = defaults();
        requireToken(configuration);
        return api(configuration);
    }

    synchronized BotApi api(TelegramConfiguration configuration) {
        if (engine == null) {
            engine = new Engine(this);
        }
        return engine.api(configuration);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        Engine stopped;
        synchronized (this) {
            stopped = engine;
            engine = null;
        }
        if (stopped != null) {
            stopped.close();
        }
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    /** How long a TCP connection may take. Default: 10 s. */
    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * How long a call may take, from its beginning to the end of Telegram's answer; a poll has its own timeout and ten seconds.
     * Default: 30 s.
     */
    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    /** How many connections at most; with HTTP/2 one is enough. Default: 200. */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getConcurrentChats() {
        return concurrentChats;
    }

    /** How many chats' updates are routed at the same time; those of one chat are always routed in order. Default: 8. */
    public void setConcurrentChats(int concurrentChats) {
        this.concurrentChats = concurrentChats;
    }

    public List<String> getAllowedUpdates() {
        return allowedUpdates;
    }

    /**
     * Which kinds of update Telegram shall send. Default: all that are routed.
     *
     * @see <a href="https://core.telegram.org/bots/api#update">Update</a>
     */
    public void setAllowedUpdates(List<String> allowedUpdates) {
        this.allowedUpdates = List.copyOf(allowedUpdates);
    }

    public PollLease getPollLease() {
        return pollLease;
    }

    /** Asked before each poll. Default: this instance is alone. */
    public void setPollLease(PollLease pollLease) {
        this.pollLease = pollLease;
    }

    public TelegramCallListener getCallListener() {
        return callListener;
    }

    /** Told of every call. Default: nobody. */
    public void setCallListener(TelegramCallListener callListener) {
        this.callListener = callListener;
    }

    public @Nullable StateRepository<String, String> getOffsetRepository() {
        return offsetRepository;
    }

    /**
     * Keeps which updates are done, under {@code telegram-offset-} and the bot's id, so that a restart repeats none of them.
     * Default: none; then Telegram alone knows, and repeats what was done since the last poll.
     */
    public void setOffsetRepository(StateRepository<String, String> offsetRepository) {
        this.offsetRepository = offsetRepository;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** TLS for a Bot API server with a certificate of one's own. Default: the JVM's trust. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    /** The proxy of endpoints that name none. */
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

    /** For tests. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }
}
