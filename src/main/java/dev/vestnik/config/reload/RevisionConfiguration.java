package dev.vestnik.config.reload;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.start.reload.RouteFolders;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The revisions of the route files. */
@Configuration(proxyBeanMethods = false)
class RevisionConfiguration {
    @Bean
    RouteRevisions routeRevisions(VestnikProperties properties, Clock clock) {
        return new RouteRevisions(properties.routes().revisions(), clock);
    }

    @Bean
    TakeBack takeBack(RouteRevisions revisions, Environment settings) {
        RouteFolders folders = new RouteFolders(settings.getRequiredProperty("camel.main.routes-include-pattern"));
        return new TakeBack(revisions, folders::texts);
    }
}
