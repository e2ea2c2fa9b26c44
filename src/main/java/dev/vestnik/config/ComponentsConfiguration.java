package dev.vestnik.config;

import dev.vestnik.bot.ChatMenu;
import dev.vestnik.component.redisstreams.Lease;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.telegram.AsyncTelegramComponent;
import dev.vestnik.component.telegram.PollLease;
import dev.vestnik.component.telegram.TelegramCallListener;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.delivery.TelegramProbe;
import dev.vestnik.flow.TelegramCallWatch;
import dev.vestnik.flow.TelegramChatMenu;
import dev.vestnik.flow.log.LogContextStrategy;
import dev.vestnik.ops.logging.PhoneMaskingFormatter;
import dev.vestnik.start.redis.RedisAddress;
import dev.vestnik.start.settings.SettingRules;
import dev.vestnik.store.Keys;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.component.telegram.TelegramProxyType;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.MaskingFormatter;
import org.apache.camel.spi.StateRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The components {@code redis-streams:} and {@code telegram:}. */
@Configuration(proxyBeanMethods = false)
class ComponentsConfiguration {
    /** How long the polling lease of a dead process lasts. */
    private static final Duration POLL_LEASE = Duration.ofSeconds(3);

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(8);

    @Bean("redis-streams")
    RedisStreamsComponent redisStreams(RedisURI uri, Keys keys, VestnikProperties properties) {
        RedisStreamsConfiguration configuration = new RedisStreamsConfiguration();
        configuration.setRedisUri(RedisAddress.withPassword(uri));
        configuration.setKeyPrefix(keys.prefix());
        configuration.setConsumerName(properties.consumerName());
        configuration.setFlushConsumers(properties.flushConsumers());
        configuration.setVisibility(properties.redis().visibility().toMillis());
        RedisStreamsComponent component = new RedisStreamsComponent();
        component.setConfiguration(configuration);
        return component;
    }

    /** Camel looks this bean up by name; it masks logged messages and shown dead letters. */
    @Bean(MaskingFormatter.CUSTOM_LOG_MASK_REF)
    MaskingFormatter maskPhones() {
        return new PhoneMaskingFormatter();
    }

    @Bean
    InterceptStrategy logContext() {
        return new LogContextStrategy();
    }

    @Bean
    TelegramCallListener telegramCallWatch(TelegramCircuitBreaker breaker) {
        return new TelegramCallWatch(breaker);
    }

    @Bean
    TelegramProbe telegramProbe(TelegramCircuitBreaker breaker, AsyncTelegramComponent telegram) {
        return new TelegramProbe(
                breaker, () -> telegram.botApi().call("getMe", null, PROBE_TIMEOUT), telegram::pollAgain);
    }

    @Bean
    ChatMenu chatMenu(AsyncTelegramComponent telegram) {
        return new TelegramChatMenu(telegram::botApi);
    }

    @Bean("telegram")
    AsyncTelegramComponent telegram(
            VestnikProperties properties,
            PollLease pollLease,
            StateRepository<String, String> telegramOffsets,
            Clock clock,
            ObjectProvider<TelegramCallListener> listener) {
        AsyncTelegramComponent component = new AsyncTelegramComponent();
        component.setAuthorizationToken(properties.telegram().token());
        component.setBaseUri(properties.telegram().baseUri());
        String proxy = properties.telegram().proxy();
        if (proxy != null && !proxy.isEmpty()) {
            URI address = SettingRules.proxy("TELEGRAM_PROXY", proxy);
            component.setProxyType(TelegramProxyType.valueOf(address.getScheme().toUpperCase(Locale.ROOT)));
            component.setProxyHost(address.getHost());
            component.setProxyPort(address.getPort());
        }
        component.setPollLease(pollLease);
        component.setConfirmFailed(false);
        component.setOffsetRepository(telegramOffsets);
        component.setClock(clock);
        listener.ifAvailable(component::setCallListener);
        return component;
    }

    /** Telegram allows one poller, so one of all processes of this bot polls. */
    @Bean
    PollLease pollLease(RedisStreamsComponent redisStreams, Keys keys) {
        Lease lease = redisStreams.leases().lease(keys.lease("telegram-poll"), POLL_LEASE);
        return new PollLease() {
            @Override
            public boolean hold() {
                return lease.hold();
            }

            @Override
            public boolean held() {
                return lease.held();
            }

            @Override
            public void release() {
                lease.release();
            }
        };
    }
}
