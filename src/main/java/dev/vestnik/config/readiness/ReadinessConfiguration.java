package dev.vestnik.config.readiness;

import dev.vestnik.bot.EventSink;
import dev.vestnik.bot.readiness.DrillCommand;
import dev.vestnik.bot.readiness.DrillStore;
import dev.vestnik.bot.readiness.DrillText;
import dev.vestnik.bot.readiness.Drills;
import dev.vestnik.bot.readiness.ReadinessText;
import dev.vestnik.bot.readiness.ReadyCommand;
import dev.vestnik.bot.silence.SilenceText;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.store.Keys;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What administrators ask about the people of an area. */
@Configuration(proxyBeanMethods = false)
public class ReadinessConfiguration {
    @Bean
    Readiness readiness(
            Statuses statuses, DirectoryService directories, UserService users, VestnikProperties properties) {
        return new Readiness(statuses, directories, users, properties.defaultArea());
    }

    @Bean
    ReadinessText readinessText(AreaNames areas, DirectoryService directories, EscalationPolicies escalations) {
        return new ReadinessText(areas, directories, escalations);
    }

    @Bean
    ReadyCommand readyCommand(
            Readiness readiness, ReadinessText readinessText, SilenceStore silences, SilenceText silenceText) {
        return new ReadyCommand(readiness, readinessText, silences, silenceText);
    }

    @Bean
    DrillStore drillStore(RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties) {
        return new DrillStore(redis, keys, properties.retention().scenes());
    }

    @Bean
    DrillText drillText(AreaNames areas) {
        return new DrillText(areas);
    }

    @Bean
    Drills drills(
            Readiness readiness,
            DrillStore drillStore,
            DrillText drillText,
            EventSink events,
            Statuses statuses,
            DirectoryService directories,
            UserService users,
            AreaNames areas,
            Languages texts,
            Clock clock) {
        return new Drills(readiness, drillStore, drillText, events, statuses, directories, users, areas, texts, clock);
    }

    @Bean
    DrillCommand drillCommand(
            Drills drills,
            DrillStore drillStore,
            DrillText drillText,
            DirectoryService directories,
            AreaNames areas,
            Clock clock) {
        return new DrillCommand(drills, drillStore, drillText, directories, areas, clock);
    }
}
