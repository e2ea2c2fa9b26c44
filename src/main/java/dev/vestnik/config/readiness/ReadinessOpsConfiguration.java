package dev.vestnik.config.readiness;

import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.ops.health.CountMeters;
import dev.vestnik.ops.readiness.ReadinessMeters;
import io.lettuce.core.api.StatefulRedisConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For operators: whether somebody would be woken in each area. */
@Configuration(proxyBeanMethods = false)
public class ReadinessOpsConfiguration {
    @Bean
    ReadinessMeters readinessMeters(Readiness readiness, StatefulRedisConnection<String, String> connection) {
        return new ReadinessMeters(readiness, connection::isOpen);
    }

    @Bean
    CountMeters<Silence> silenceMeters(SilenceStore silences, StatefulRedisConnection<String, String> connection) {
        return new CountMeters<>(
                new CountMeters.Name("vestnik.silences", "Silences that have not ended", "waking", "true", "false"),
                silences::all,
                Silence::waking,
                connection::isOpen);
    }
}
