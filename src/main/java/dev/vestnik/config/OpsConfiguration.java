package dev.vestnik.config;

import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.DirectorySteps;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.ops.LeadershipStatus;
import dev.vestnik.ops.LedgerBalanceCache;
import dev.vestnik.ops.LedgerEndpoint;
import dev.vestnik.ops.LedgerHealth;
import dev.vestnik.ops.LedgerMeters;
import dev.vestnik.ops.PrometheusNames;
import dev.vestnik.ops.QueueMeters;
import dev.vestnik.ops.RouteMeters;
import dev.vestnik.ops.UnsentEvents;
import dev.vestnik.ops.health.CountMeters;
import dev.vestnik.ops.health.HealthMeters;
import dev.vestnik.ops.health.HealthTransitionLog;
import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.ops.health.ReadinessHealth;
import dev.vestnik.ops.health.RedisDataHealth;
import dev.vestnik.ops.health.RedisHealth;
import dev.vestnik.ops.security.JolokiaPolicy;
import dev.vestnik.ops.topology.TopologyEndpoint;
import dev.vestnik.start.redis.RedisAddress;
import dev.vestnik.start.settings.Roles;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.metrics.MeterRegistryCustomizer;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For operators: meters, health, the ledger over HTTP and JMX, and the rules for Jolokia. */
@Configuration(proxyBeanMethods = false)
public class OpsConfiguration {
    @Bean
    UnsentEvents unsentEvents(RedisClusterCommands<String, String> redis, Keys keys, Statuses statuses) {
        // The ids of entries are the time of the server, which the clock of a sandbox may be ahead of.
        return new UnsentEvents(redis, keys, statuses, Clock.systemUTC());
    }

    @Bean
    QueueMeters queueMeters(
            StatefulRedisConnection<String, String> connection, Keys keys, UserService users, UnsentEvents unsent) {
        return new QueueMeters(connection.sync(), keys, users::all, unsent, connection::isOpen);
    }

    @Bean
    LeadershipStatus leadership(
            StatefulRedisConnection<String, String> connection,
            Keys keys,
            RedisStreamsComponent redisStreams,
            Clock clock) {
        return new LeadershipStatus(
                connection.sync(), keys, key -> redisStreams.leases().held(key), connection::isOpen, clock);
    }

    /** Replaces Spring's indicator, which waits ten seconds for a Redis that does not answer. */
    @Bean
    RedisHealth redisHealthIndicator(StatefulRedisConnection<String, String> redis, RedisURI uri, Keys keys) {
        return new RedisHealth(redis, RedisAddress.shown(uri), keys.healthProbe());
    }

    @Bean
    RedisDataHealth redisDataHealthIndicator(
            StatefulRedisConnection<String, String> redis,
            Keys keys,
            UserService users,
            DirectorySteps directory,
            Roles roles,
            Clock clock) {
        return new RedisDataHealth(
                redis.sync(),
                keys.telegramBot(),
                redis::isOpen,
                () -> !users.all().all().isEmpty(),
                () -> {
                    if (roles.producer()) {
                        directory.refreshEarly();
                    }
                },
                clock);
    }

    /** A local route may fail without making the process unable to accept events. */
    @Bean
    ReadinessHealth routesHealthIndicator(CamelContext camel) {
        return new ReadinessHealth(camel, route -> !LocalRoutes.isLocal(route.getSourceResource()));
    }

    /** Not while the service starts or stops. */
    @Bean
    HealthTransitionLog healthTransitionLog(
            ApplicationContext context,
            CamelContext camel,
            ApplicationAvailability availability,
            MeterRegistry registry,
            Clock clock) {
        return new HealthTransitionLog(
                () -> camel.isStarted() && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                        ? parts(context)
                        : Map.of(),
                new HealthMeters(registry),
                clock);
    }

    /**
     * Without Camel's readiness, which is a part of Camel's health, and without the routes and route
     * files that are logged where they are started or read.
     */
    private static Map<String, HealthIndicator> parts(ApplicationContext context) {
        Map<String, HealthIndicator> parts = context.getBeansOfType(HealthIndicator.class);
        parts.remove("camelReadinessStateHealthIndicator");
        parts.remove("localRoutesHealthIndicator");
        parts.remove("routeFilesHealthIndicator");
        return parts;
    }

    @Bean
    LedgerReader ledgerReader(
            RedisClusterCommands<String, String> redis, Keys keys, UserService users, DirectoryService directories) {
        return new LedgerReader(redis, keys, users, directories);
    }

    @Bean
    LedgerBalanceCache ledgerBook(StatefulRedisConnection<String, String> connection, Keys keys) {
        return new LedgerBalanceCache(connection.sync(), keys, connection::isOpen);
    }

    @Bean
    MeterBinder ledgerMeters(LedgerBalanceCache book) {
        return new LedgerMeters(book);
    }

    /** As a filter it applies to every meter. */
    @Bean
    PrometheusNames prometheusNames() {
        return new PrometheusNames();
    }

    @Bean
    MeterRegistryCustomizer<PrometheusMeterRegistry> prometheusNaming(PrometheusNames names) {
        return registry -> registry.config().namingConvention(names);
    }

    @Bean
    RouteMeters routeMeters(MeterRegistry registry) {
        return new RouteMeters(registry);
    }

    @Bean
    LedgerHealth ledgerHealthIndicator(LedgerBalanceCache book) {
        return new LedgerHealth(book);
    }

    @Bean
    LedgerEndpoint ledgerEndpoint(LedgerReader ledger, LedgerBalanceCache book) {
        return new LedgerEndpoint(ledger, book);
    }

    /** @param camel is looked up later; as a direct dependency Spring would start Camel before it has its routes */
    @Bean
    TopologyEndpoint topologyEndpoint(
            ObjectProvider<CamelContext> camel, VestnikProperties properties, MeterRegistry registry, Clock clock) {
        return new TopologyEndpoint(
                () -> (ModelCamelContext) camel.getObject(), properties.consumerName(), registry, clock);
    }

    @Bean
    JolokiaPolicy jolokiaPolicy() {
        return new JolokiaPolicy();
    }

    /** The bot, the consumer name and the roles of this process, for {@code /observe/info}. */
    @Bean
    InfoContributor processInfo(VestnikProperties properties, Roles roles) {
        return info -> info.withDetail("bot", properties.botName())
                .withDetail("consumer", properties.consumerName())
                .withDetail("roles", roles.names(","));
    }

    @Bean
    CountMeters<Binding> groupMeters(BindingStore bindings, StatefulRedisConnection<String, String> connection) {
        return new CountMeters<>(
                new CountMeters.Name(
                        "vestnik.group.bindings",
                        "Groups and topics that are bound to areas and statuses",
                        "state",
                        "open",
                        "closed"),
                bindings::all,
                binding -> binding.closed() == null,
                connection::isOpen);
    }
}
