package dev.vestnik.config;

import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.delivery.Redispatch;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.Dispatcher;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.dispatch.Retention;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.ActedSteps;
import dev.vestnik.flow.DispatchSteps;
import dev.vestnik.flow.ProducerSteps;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ops.DispatchMeters;
import dev.vestnik.start.settings.StatusRules;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of {@code event-producer.camel.yaml} and {@code event-dispatch.camel.yaml}, and their dependencies. */
@Configuration(proxyBeanMethods = false)
public class DispatchConfiguration {
    @Bean
    Statuses statuses(VestnikProperties properties) {
        return new Statuses(StatusRules.checked(properties.statuses().stream()
                .map(VestnikProperties.StatusProperties::status)
                .toList()));
    }

    @Bean
    EventReader eventReader(Statuses statuses, Clock clock) {
        return new EventReader(statuses, PhoneNumber::normalise, clock);
    }

    @Bean
    IncidentStore incidents(
            RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties, Clock clock) {
        return new IncidentStore(redis, keys, properties.retention().incidents(), clock);
    }

    @Bean
    Acts acts(VestnikProperties properties, Keys keys) {
        return properties.acted().enabled() ? Acts.in(keys.acted()) : Acts.NONE;
    }

    @Bean
    ActedSteps actedSteps(RedisClusterCommands<String, String> redis, Keys keys) {
        return new ActedSteps(Duration.ofSeconds(30), redis, keys);
    }

    @Bean
    IncidentOwners incidentOwners(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            EscalationPolicies escalations,
            Acts acts,
            Clock clock) {
        return new IncidentOwners(redis, keys, escalations, acts, clock);
    }

    @Bean
    IncidentHistory incidentHistory(RedisClusterCommands<String, String> redis, Keys keys, Acts acts) {
        return new IncidentHistory(redis, keys, acts);
    }

    @Bean
    CardStore cardStore(RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties) {
        Duration closed = properties.retention().incidents();
        return new CardStore(
                redis, keys, closed, properties.retention().untouched().plus(closed));
    }

    @Bean
    Dispatcher dispatcher(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            EventReader reader,
            Statuses statuses,
            DirectoryService directories,
            UserService users,
            VestnikProperties properties,
            EscalationPolicies escalations,
            Ledger ledger,
            Clock clock) {
        VestnikProperties.Retention retention = properties.retention();
        return new Dispatcher(
                redis,
                keys,
                reader,
                statuses,
                directories,
                users,
                properties.defaultArea(),
                new Retention(retention.events(), retention.seen(), retention.incidents(), retention.untouched()),
                escalations,
                ledger,
                clock);
    }

    /** Dispatches an event again if a recipient turned out to be unreachable. */
    @Bean
    Redispatch redispatch(Keys keys) {
        return (chat, entries) -> entries.stream()
                .map(entry -> EventStreamEntry.RedispatchRequest.write(keys, entry.event(), chat))
                .toList();
    }

    @Bean
    DispatchCounters dispatchCounters(MeterRegistry registry) {
        return new DispatchMeters(registry);
    }

    @Bean
    ProducerSteps producerSteps() {
        return new ProducerSteps();
    }

    @Bean
    DispatchSteps dispatchSteps(
            Dispatcher dispatcher,
            DispatchCounters counters,
            IncidentStore incidents,
            IncidentNews news,
            SilenceNews silences,
            Acts acts,
            Clock clock) {
        return new DispatchSteps(dispatcher, counters, incidents, news, silences, acts, clock);
    }
}
