package dev.vestnik.config.source;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.event.EventReader;
import dev.vestnik.flow.source.MessageSteps;
import dev.vestnik.flow.source.SyslogFrames;
import dev.vestnik.flow.source.SyslogSteps;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.syslog.SyslogSeverity;
import dev.vestnik.start.failure.StartRefusedException;
import io.netty.channel.ChannelHandler;
import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The beans of {@code sources/messages.camel.yaml} and of the sources that it is the template of. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {
    @Bean
    MessageSources messageSources() {
        return new MessageSources();
    }

    @Bean
    MessageSteps messageSteps(
            EventReader reader,
            MessageSources sources,
            ExpectedSources expected,
            SourceCounters counters,
            @Lazy ProducerTemplate producer,
            Clock clock) {
        return new MessageSteps(reader, sources, expected, counters, producer, clock);
    }

    @Bean
    SyslogSteps syslogSteps(VestnikProperties properties) {
        VestnikProperties.Source source = properties.sources().get("syslog");
        String least = source == null || source.severity() == null ? "warning" : source.severity();
        return new SyslogSteps(SyslogSeverity.named(least)
                .orElseThrow(() -> new StartRefusedException("vestnik.sources.syslog.severity is '" + least
                        + "', but must be emerg, alert, crit, err, warning, notice, info or debug.")));
    }

    /** One for all connections, which makes one for each; without the source, netty is not loaded. */
    @Bean
    @Lazy
    ChannelHandler syslogFrames() {
        return SyslogFrames.factory();
    }
}
