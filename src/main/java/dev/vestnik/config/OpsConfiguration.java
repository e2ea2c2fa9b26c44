package dev.vestnik.config;

import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.embedded.EmbeddedRedis;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.ops.JolokiaPolicy;
import dev.vestnik.ops.Leadership;
import dev.vestnik.ops.LedgerBook;
import dev.vestnik.ops.LedgerControl;
import dev.vestnik.ops.LedgerEndpoint;
import dev.vestnik.ops.LedgerHealth;
import dev.vestnik.ops.LedgerMeters;
import dev.vestnik.ops.QueueMeters;
import dev.vestnik.ops.RedisHealth;
import dev.vestnik.ops.RouteMeters;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** For operators: what waits in Redis as metrics, what Jolokia may do, and the word that everything runs. */
@Configuration(proxyBeanMethods = false)
public class OpsConfiguration {
    @Bean
    MeterBinder queueMeters(
            StatefulRedisConnection<String, String> connection, Keys keys, UserService users, Clock clock) {
        return new QueueMeters(connection.sync(), keys, users::all, connection::isOpen, clock);
    }

    @Bean
    Leadership leadership(
            StatefulRedisConnection<String, String> connection, Keys keys, RedisStreamsComponent redisStreams) {
        return new Leadership(
                connection.sync(), keys, key -> redisStreams.leases().held(key), connection::isOpen);
    }

    /** In the place of Spring's, which waits ten seconds for a Redis that is away. */
    @Bean
    RedisHealth redisHealthIndicator(StatefulRedisConnection<String, String> redis, RedisURI uri) {
        return new RedisHealth(redis, RedisAddress.shown(uri));
    }

    @Bean
    StopTakingWork stopTakingWork(ObjectProvider<CamelContext> camel, StatefulRedisConnection<String, String> redis) {
        return new StopTakingWork(camel, redis);
    }

    @Bean
    LedgerReader ledgerReader(
            RedisClusterCommands<String, String> redis, Keys keys, UserService users, CurrentDirectory directories) {
        return new LedgerReader(redis, keys, users, directories);
    }

    @Bean
    LedgerBook ledgerBook(StatefulRedisConnection<String, String> connection, Keys keys, Clock clock) {
        return new LedgerBook(connection.sync(), keys, connection::isOpen, clock);
    }

    @Bean
    MeterBinder ledgerMeters(LedgerBook book) {
        return new LedgerMeters(book);
    }

    @Bean
    RouteMeters routeMeters(MeterRegistry registry) {
        return new RouteMeters(registry);
    }

    @Bean
    LedgerHealth ledgerHealthIndicator(LedgerBook book) {
        return new LedgerHealth(book);
    }

    @Bean
    LedgerEndpoint ledgerEndpoint(LedgerReader ledger, LedgerBook book) {
        return new LedgerEndpoint(ledger, book);
    }

    @Bean
    LedgerControl ledgerControl(LedgerReader ledger, LedgerBook book) {
        return new LedgerControl(ledger, book);
    }

    @Bean
    JolokiaPolicy jolokiaPolicy() {
        return new JolokiaPolicy();
    }

    /** Who this process is, for {@code /observe/info}. */
    @Bean
    InfoContributor roles(VestnikProperties properties) {
        return info -> info.withDetail("bot", properties.botName())
                .withDetail("consumer", properties.consumerName())
                .withDetail(
                        "roles",
                        properties.roles().stream()
                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .collect(Collectors.joining(",")));
    }

    @Bean
    ReadyAnnouncement readyAnnouncement(
            CamelContext camel,
            Environment environment,
            VestnikProperties properties,
            AdminLogin admin,
            RedisURI redis,
            ObjectProvider<EmbeddedRedis> embedded) {
        return new ReadyAnnouncement(camel, environment, properties, admin, redis, embedded, System.out);
    }
}
