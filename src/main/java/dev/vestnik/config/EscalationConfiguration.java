package dev.vestnik.config;

import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.flow.EscalationSteps;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.escalation.DueEscalations;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of {@code escalation.camel.yaml}, and the policy that dispatch and presses follow. */
@Configuration(proxyBeanMethods = false)
class EscalationConfiguration {
    private static final Pattern STEP = Pattern.compile("(\\S+)\\s+(same|area|administrators|route)");

    @Bean
    EscalationPolicy escalationPolicy(VestnikProperties properties) {
        VestnikProperties.Escalation given = properties.escalation();
        try {
            return new EscalationPolicy(
                    given.steps().stream().map(EscalationConfiguration::step).toList(),
                    given.repeat(),
                    given.ownerReminder());
        } catch (IllegalArgumentException wrong) {
            throw new StartRefusedException("vestnik.escalation: " + wrong.getMessage() + ".");
        }
    }

    private static EscalationPolicy.Step step(String given) {
        Matcher step = STEP.matcher(given.strip());
        if (!step.matches()) {
            throw new IllegalArgumentException(
                    "the step '" + given
                            + "' must be a time and whom to tell then, such as 5m same, 10m area, 15m administrators or 30m route");
        }
        return new EscalationPolicy.Step(
                DurationStyle.detectAndParse(step.group(1)),
                Target.valueOf(step.group(2).toUpperCase(Locale.ROOT)));
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

    @Bean
    EscalationSteps escalationSteps(
            DueEscalations due, OwnerReminders reminders, IncidentNews news, TelegramCircuitBreaker telegram) {
        return new EscalationSteps(due, reminders, news, telegram);
    }
}
