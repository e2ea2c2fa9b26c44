package dev.vestnik.config.reload;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.ops.health.InstanceFilesHealth;
import dev.vestnik.ops.health.InstanceFilesMeters;
import dev.vestnik.revision.InstanceFiles;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.start.reload.RouteFolders;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
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

    /** Two processes of one host may have the same consumer name. */
    @Bean
    InstanceFiles instanceFiles(
            RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties, MeterRegistry meters) {
        return new InstanceFiles(
                redis,
                keys,
                properties.consumerName() + "-" + ProcessHandle.current().pid(),
                Duration.ofSeconds(10),
                new InstanceFilesMeters(meters)::update);
    }

    @Bean
    InstanceFilesHealth instanceFilesHealthIndicator(InstanceFiles files) {
        return new InstanceFilesHealth(files::differences);
    }

    @Bean
    TakeBack takeBack(RouteRevisions revisions, Environment settings) {
        RouteFolders folders = new RouteFolders(settings.getRequiredProperty("camel.main.routes-include-pattern"));
        return new TakeBack(revisions, folders::texts);
    }
}
