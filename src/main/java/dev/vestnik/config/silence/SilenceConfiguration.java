package dev.vestnik.config.silence;

import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.bot.silence.SilenceCommand;
import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.bot.silence.SilenceText;
import dev.vestnik.bot.silence.SilencesCommand;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.flow.SilenceSteps;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.store.Keys;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of {@code silences.camel.yaml}, and the commands that set, list and end silences. */
@Configuration(proxyBeanMethods = false)
public class SilenceConfiguration {
    @Bean
    SilenceStore silenceStore(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        return new SilenceStore(redis, keys, clock);
    }

    @Bean
    SilenceText silenceText(AreaNames areas, StatusNames statuses, DutyTimes times) {
        return new SilenceText(areas, statuses, times);
    }

    @Bean
    SilenceCommand silenceCommand(
            SilenceStore silences,
            IncidentStore incidents,
            DirectoryService directories,
            AreaNames areas,
            StatusNames statuses,
            DutyTimes times,
            IncidentRequests requests) {
        return new SilenceCommand(silences, incidents, directories, areas, statuses, times, requests);
    }

    @Bean
    SilencesCommand silencesCommand(
            SilenceStore silences, AreaNames areas, StatusNames statuses, DutyTimes times, IncidentRequests requests) {
        return new SilencesCommand(silences, areas, statuses, times, requests);
    }

    @Bean
    SilenceNews silenceNews(
            UserService users, Languages texts, AreaNames areas, StatusNames statuses, DutyTimes times) {
        return new SilenceNews(users, texts, areas, statuses, times);
    }

    @Bean
    SilenceSteps silenceSteps(SilenceStore silences) {
        return new SilenceSteps(silences);
    }
}
