package dev.vestnik.config;

import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.flow.EscalationSteps;
import dev.vestnik.flow.http.Webhook;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.escalation.AreaEscalationPolicies;
import dev.vestnik.incident.escalation.DueEscalations;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.incident.escalation.EscalationSyntax;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The beans of {@code escalation.camel.yaml}, and the policy that dispatch and presses follow. */
@Configuration(proxyBeanMethods = false)
class EscalationConfiguration {
    @Bean
    EscalationPolicy escalationPolicy(VestnikProperties properties) {
        VestnikProperties.Escalation given = properties.escalation();
        try {
            return new EscalationPolicy(
                    given.steps().stream().map(EscalationSyntax::step).toList(), given.repeat(), given.ownerReminder());
        } catch (IllegalArgumentException wrong) {
            throw new StartRefusedException("vestnik.escalation: " + wrong.getMessage() + ".");
        }
    }

    /** The areas' own steps; where a class needs one policy for all areas, it gets the general one. */
    @Bean
    @Primary
    EscalationPolicies escalationPolicies(EscalationPolicy escalationPolicy, DirectoryService directories) {
        return new AreaEscalationPolicies(escalationPolicy, directories::current);
    }

    @Bean
    DueEscalations dueEscalations(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        return new DueEscalations(redis, keys, clock);
    }

    @Bean
    OwnerReminders ownerReminders(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            IncidentOwners owners,
            EscalationPolicy policy,
            Clock clock) {
        return new OwnerReminders(redis, keys, owners, policy, clock);
    }

    /** For routes of one's own, see {@code direct:escalate} in the documentation of escalation. */
    @Bean
    Webhook webhook() {
        return new Webhook();
    }

    @Bean
    EscalationSteps escalationSteps(
            DueEscalations due, OwnerReminders reminders, IncidentNews news, TelegramCircuitBreaker telegram) {
        return new EscalationSteps(due, reminders, news, telegram);
    }
}
