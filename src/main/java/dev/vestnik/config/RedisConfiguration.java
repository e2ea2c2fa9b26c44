package dev.vestnik.config;

import dev.vestnik.config.sandbox.MovableClock;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.embedded.EmbeddedRedis;
import dev.vestnik.embedded.SandboxLock;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.redis.BotKeyOwnership;
import dev.vestnik.start.redis.RedisAddress;
import dev.vestnik.start.redis.RedisRequirements;
import dev.vestnik.start.redis.RedisStartupRetry;
import dev.vestnik.store.Keys;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Redis: its address, its client, and the beans that use it directly. */
@Configuration(proxyBeanMethods = false)
public class RedisConfiguration {
    /** How long any command may take; blocking reads set their own. */
    static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration KEEPALIVE_IDLE = Duration.ofSeconds(15);
    private static final Duration KEEPALIVE_INTERVAL = Duration.ofSeconds(5);
    private static final int KEEPALIVE_COUNT = 3;

    @Bean
    Keys keys(VestnikProperties properties) {
        return new Keys(properties.botName());
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock(ObjectProvider<SandboxLock> sandbox) {
        return sandbox.getIfAvailable() != null ? new MovableClock() : Clock.systemUTC();
    }

    @Bean
    @Conditional(OnEmbeddedRedis.class)
    EmbeddedRedis embeddedRedis(VestnikProperties properties) {
        return EmbeddedRedis.startOrJoin(properties.redis().folder());
    }

    /** The address, with the name that {@code CLIENT LIST} shows for the connections of this process. */
    @Bean
    RedisURI redisUri(VestnikProperties properties, ObjectProvider<EmbeddedRedis> embedded) {
        EmbeddedRedis ours = embedded.getIfAvailable();
        RedisURI uri = RedisAddress.parse(
                ours != null ? ours.uri().toString() : given(properties.redis().url()));
        uri.setClientName(EmbeddedRedis.CLIENT_PREFIX + properties.consumerName());
        uri.setTimeout(COMMAND_TIMEOUT);
        return uri;
    }

    private static String given(@Nullable String url) {
        if (url == null) {
            throw new StartRefusedException("REDIS_URL is not given.");
        }
        return url;
    }

    @Bean(destroyMethod = "shutdown")
    ClientResources redisClientResources() {
        return DefaultClientResources.create();
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(ClientResources resources, RedisURI uri, RedisRequirements check) {
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(options());
        try {
            check.check(client, uri);
        } catch (RuntimeException refused) {
            client.shutdown();
            throw refused;
        }
        return client;
    }

    /** Keepalive detects a dead peer within half a minute; without it a blocking read would wait forever. */
    private static ClientOptions options() {
        return ClientOptions.builder()
                .autoReconnect(true)
                .timeoutOptions(TimeoutOptions.enabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable(true)
                                .idle(KEEPALIVE_IDLE)
                                .interval(KEEPALIVE_INTERVAL)
                                .count(KEEPALIVE_COUNT)
                                .build())
                        .build())
                .build();
    }

    @Bean
    RedisStartupRetry redisPatience(RedisURI uri, VestnikProperties properties) {
        return new RedisStartupRetry(uri, properties.redis().patience());
    }

    @Bean
    RedisRequirements redisCheck(RedisStartupRetry patience) {
        return new RedisRequirements(patience);
    }

    @Bean(destroyMethod = "close")
    StatefulRedisConnection<String, String> redisConnection(RedisClient client, RedisStartupRetry patience) {
        return patience.await(client::connect);
    }

    @Bean
    RedisClusterCommands<String, String> redisCommands(StatefulRedisConnection<String, String> connection) {
        return connection.sync();
    }

    /** The same Redis, for Camel's {@code spring-redis:}. */
    @Bean
    LettuceConnectionFactory redisConnectionFactory(
            RedisURI uri,
            ClientResources resources,
            VestnikProperties properties,
            RedisRequirements check,
            RedisClient checked) {
        LettuceClientConfiguration.LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder()
                .clientOptions(options())
                .clientResources(resources)
                .clientName(EmbeddedRedis.CLIENT_PREFIX + properties.consumerName())
                .commandTimeout(COMMAND_TIMEOUT);
        if (uri.isSsl()) {
            client.useSsl();
        }
        return new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(uri), client.build());
    }

    /** Where the {@code telegram:} consumer keeps its offset. */
    @Bean
    StateRepository<String, String> telegramOffsets(RedisClusterCommands<String, String> redis, Keys keys) {
        return new RedisStateRepository(redis, keys.telegramOffset());
    }

    @Bean
    BotKeyOwnership botIdentity(RedisClusterCommands<String, String> redis, Keys keys, RedisStartupRetry patience) {
        return new BotKeyOwnership(redis, keys, patience);
    }
}
