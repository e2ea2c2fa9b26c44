package dev.vestnik.config;

import dev.vestnik.bot.BotIdentity;
import dev.vestnik.bot.CommandMenu;
import dev.vestnik.bot.scene.MemberMenu;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.embedded.EmbeddedRedis;
import dev.vestnik.flow.DirectorySteps;
import dev.vestnik.ops.health.SupervisedRoutesHealth;
import dev.vestnik.ops.security.AdminLogin;
import dev.vestnik.start.BotRegistration;
import dev.vestnik.start.ConsumerShutdown;
import dev.vestnik.start.InitialDirectoryLoad;
import dev.vestnik.start.ReadyAnnouncement;
import dev.vestnik.start.RunDetails;
import dev.vestnik.start.SandboxHost;
import dev.vestnik.start.check.IsolatedRoutesCollector;
import dev.vestnik.start.check.RouteCheck;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.redis.BotKeyOwnership;
import dev.vestnik.start.redis.RedisAddress;
import dev.vestnik.start.redis.RedisStartupRetry;
import dev.vestnik.start.routes.OwnRouteConfigurations;
import dev.vestnik.start.routes.RouteReferencesCheck;
import dev.vestnik.start.routes.RouteSupervisor;
import dev.vestnik.start.settings.Roles;
import dev.vestnik.user.UserService;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.RoutesCollector;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.spring.boot.CamelSpringBootApplicationListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The steps before the routes start, the announcement that they run, and the first step of the stop. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {
    @Bean
    BotRegistration botRegistration(
            BotKeyOwnership ownership,
            CommandMenu commands,
            Roles roles,
            BotIdentity bot,
            MemberMenu menu,
            UserService users,
            DirectoryService directories) {
        return new BotRegistration(
                ownership,
                commands,
                roles,
                bot,
                () -> menu.showAdministrators(users.all().all(), directories.last()));
    }

    @Bean
    InitialDirectoryLoad initialDirectoryLoad(DirectorySteps steps, Roles roles, RedisStartupRetry retry) {
        return new InitialDirectoryLoad(steps, roles, retry);
    }

    @Bean
    ConsumerShutdown consumerShutdown(
            ObjectProvider<CamelContext> camel,
            StatefulRedisConnection<String, String> redis,
            ObjectProvider<RedisStreamsComponent> streams) {
        return new ConsumerShutdown(camel, redis, () -> streams.ifAvailable(RedisStreamsComponent::disconnect));
    }

    @Bean
    RouteFileFaults routeFileFaults() {
        return new RouteFileFaults();
    }

    @Bean
    OwnRouteConfigurations ownRouteConfigurations() {
        return new OwnRouteConfigurations();
    }

    /** Camel's own one would let a local file stop the start. */
    @Bean
    IsolatedRoutesCollector routesCollector(ApplicationContext spring, RouteFileFaults faults) {
        return new IsolatedRoutesCollector(spring, new RouteCheck(spring, spring.getEnvironment()), faults);
    }

    /** In the place of Camel's, which takes what is done around the start of the routes in no order. */
    @Bean
    CamelSpringBootApplicationListener routesCollectorListener(
            ApplicationContext spring,
            ObjectProvider<CamelContextConfiguration> configurations,
            CamelConfigurationProperties settings,
            RoutesCollector routes) {
        return new CamelSpringBootApplicationListener(
                spring, configurations.orderedStream().toList(), settings, routes);
    }

    @Bean
    RouteReferencesCheck routeReferencesCheck(RouteFileFaults faults) {
        return new RouteReferencesCheck(new RoutePlaces(Path.of("routes")), faults::mayBeLeftOut);
    }

    @Bean
    RouteSupervisor routeSupervisor(Clock clock) {
        return new RouteSupervisor(clock, Duration.ofSeconds(5));
    }

    @Bean
    SupervisedRoutesHealth localRoutesHealthIndicator(RouteSupervisor supervisor) {
        return new SupervisedRoutesHealth(supervisor::notRunning);
    }

    @Bean
    RunDetails runDetails(
            VestnikProperties properties,
            Roles roles,
            AdminLogin admin,
            RedisURI redis,
            ObjectProvider<EmbeddedRedis> embedded,
            SandboxHost sandbox) {
        return new RunDetails(
                sandbox,
                properties.telegram().baseUri(),
                properties.httpTokens().values().stream().findFirst().orElse(null),
                redis(redis, embedded.getIfAvailable(), properties),
                admin,
                roles,
                properties.consumerName());
    }

    private static String redis(RedisURI uri, @Nullable EmbeddedRedis embedded, VestnikProperties properties) {
        return embedded == null
                ? RedisAddress.shown(uri)
                : "redis-cli -p " + embedded.port() + " (data in "
                        + properties.redis().folder() + ")";
    }

    @Bean
    ReadyAnnouncement readyAnnouncement(CamelContext camel, Environment environment, RunDetails run) {
        return new ReadyAnnouncement(camel, environment, run, System.out);
    }
}
