package dev.vestnik.config.control;

import dev.vestnik.bot.IncomingUpdateReader;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.bot.readiness.Drills;
import dev.vestnik.component.redisstreams.RedisStreamsEndpoint;
import dev.vestnik.delivery.DeliveryPause;
import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.flow.DirectorySteps;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.ops.LedgerBalanceCache;
import dev.vestnik.ops.control.DeadLetterText;
import dev.vestnik.ops.control.DeadLettersManagedBean;
import dev.vestnik.ops.control.DeliveryManagedBean;
import dev.vestnik.ops.control.DeliveryPauseHealth;
import dev.vestnik.ops.control.DirectoryManagedBean;
import dev.vestnik.ops.control.DutyManagedBean;
import dev.vestnik.ops.control.IncidentsManagedBean;
import dev.vestnik.ops.control.LedgerManagedBean;
import dev.vestnik.ops.control.PeopleManagedBean;
import dev.vestnik.ops.control.PeopleNames;
import dev.vestnik.ops.control.RejectedManagedBean;
import dev.vestnik.ops.control.UpdateText;
import dev.vestnik.ops.health.HealthManagedBean;
import dev.vestnik.ops.logging.PhoneMaskingFormatter;
import dev.vestnik.ops.security.HawtioPermissions;
import dev.vestnik.ops.security.JolokiaPolicy;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.ops.topology.DrawnRoutes;
import dev.vestnik.start.settings.Roles;
import dev.vestnik.store.Keys;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.UserService;
import io.hawt.springboot.HawtioPlugin;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The MBeans {@code dev.vestnik:type=…}. */
@Configuration(proxyBeanMethods = false)
public class ControlConfiguration {
    private static final UnaryOperator<String> MASK = new PhoneMaskingFormatter()::format;

    @Bean
    OperatorAudit operatorAudit() {
        return new OperatorAudit();
    }

    @Bean
    HealthManagedBean healthControl(ObjectProvider<HealthEndpoint> health) {
        return new HealthManagedBean(() -> health.getObject().health(), MASK);
    }

    /** Its files are those of {@code hawtio-static/static/vestnik}, which Hawtio serves with its own. */
    @Bean
    HawtioPlugin hawtioPage() {
        return new HawtioPlugin("vestnik", "plugin", "static/vestnik");
    }

    @Bean
    DrawnRoutes drawnRoutes() {
        return new DrawnRoutes();
    }

    @Bean
    HawtioPermissions hawtioPermissions(JolokiaPolicy policy) {
        return new HawtioPermissions(policy);
    }

    @Bean
    PeopleNames peopleNames(UserService users, DirectoryService directories) {
        return new PeopleNames(users, directories);
    }

    @Bean
    DeliveryPauseHealth deliveryPauseHealthIndicator(
            DeliveryPause pause, StatefulRedisConnection<String, String> connection) {
        return new DeliveryPauseHealth(pause, connection::isOpen);
    }

    @Bean
    DeliveryManagedBean deliveryControl(
            DeliveryPause pause,
            TelegramCircuitBreaker breaker,
            RateLimitDetector limits,
            PeopleNames people,
            OperatorAudit audit) {
        return new DeliveryManagedBean(pause, breaker, limits, people, audit);
    }

    @Bean
    DeadLettersManagedBean deadLettersControl(
            CamelContext camel,
            RedisClusterCommands<String, String> redis,
            Keys keys,
            PeopleNames people,
            IncomingUpdateReader updates,
            OperatorAudit audit) {
        return new DeadLettersManagedBean(
                stream -> camel.getEndpoint("redis-streams:" + stream, RedisStreamsEndpoint.class)
                        .deadLetters(),
                new DeadLetterText(redis, keys, people, new UpdateText(updates), MASK),
                audit);
    }

    @Bean
    RejectedManagedBean rejectedControl(RedisClusterCommands<String, String> redis, Keys keys) {
        return new RejectedManagedBean(redis, keys, MASK);
    }

    @Bean
    IncidentsManagedBean incidentsControl(
            IncidentStore incidents,
            IncidentOwners owners,
            IncidentHistory histories,
            IncidentRequests requests,
            StatusNames statuses,
            OperatorAudit audit) {
        return new IncidentsManagedBean(incidents, owners, histories, requests, statuses, MASK, audit);
    }

    @Bean
    DirectoryManagedBean directoryControl(
            DirectoryService directories,
            DirectoryRefusals refusals,
            ReceivedDirectory received,
            DirectorySteps directory,
            Roles roles,
            OperatorAudit audit) {
        Optional<Runnable> refresh = roles.producer() ? Optional.of(directory::refreshEarly) : Optional.empty();
        return new DirectoryManagedBean(directories, refusals, received, refresh, audit);
    }

    @Bean
    PeopleManagedBean peopleControl(UserService users, DirectoryService directories) {
        return new PeopleManagedBean(users, directories);
    }

    @Bean
    DutyManagedBean dutyControl(Readiness readiness, Drills drills, DirectoryService directories, OperatorAudit audit) {
        return new DutyManagedBean(readiness, drills, directories, audit);
    }

    @Bean
    LedgerManagedBean ledgerControl(LedgerReader ledger, LedgerBalanceCache book) {
        return new LedgerManagedBean(ledger, book);
    }
}
