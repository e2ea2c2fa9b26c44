package dev.vestnik.config.readiness;

import dev.vestnik.bot.readiness.ReadinessText;
import dev.vestnik.bot.readiness.ReadyCommand;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.event.Statuses;
import dev.vestnik.text.AreaNames;
import dev.vestnik.user.UserService;
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
    ReadinessText readinessText(AreaNames areas, DirectoryService directories) {
        return new ReadinessText(areas, directories);
    }

    @Bean
    ReadyCommand readyCommand(Readiness readiness, ReadinessText readinessText) {
        return new ReadyCommand(readiness, readinessText);
    }
}
