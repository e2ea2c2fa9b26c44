package dev.vestnik.config.source;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.event.EventReader;
import dev.vestnik.flow.source.MailAccount;
import dev.vestnik.flow.source.MailSteps;
import dev.vestnik.flow.source.MailboxFailures;
import dev.vestnik.flow.source.MessageSteps;
import dev.vestnik.flow.source.SnmpSteps;
import dev.vestnik.flow.source.SyslogFrames;
import dev.vestnik.flow.source.SyslogSteps;
import dev.vestnik.flow.source.WholeMails;
import dev.vestnik.ops.logging.SecretRedactionFilter;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.snmp.TrapReader;
import dev.vestnik.source.snmp.TrapSecurity;
import dev.vestnik.source.snmp.TrapTable;
import dev.vestnik.source.snmp.TrapUser;
import dev.vestnik.source.syslog.SyslogSeverity;
import dev.vestnik.start.failure.StartRefusedException;
import io.netty.channel.ChannelHandler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The beans of {@code sources/messages.camel.yaml} and of the sources that it is the template of. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {
    private static final List<Path> TRAP_TABLES =
            List.of(Path.of("routes/sources/snmp-traps.csv"), Path.of("routes/local/snmp-traps.csv"));

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

    /** Camel asks for it when the source is on; without it, neither the table of traps nor snmp4j is loaded. */
    @Bean
    @Lazy
    SnmpSteps snmpSteps(VestnikProperties properties) {
        VestnikProperties.Source source = properties.sources().get("snmp");
        List<TrapUser> users = new ArrayList<>();
        String community = source == null
                        || source.community() == null
                        || source.community().isBlank()
                ? null
                : source.community();
        try {
            if (source != null) {
                source.users().forEach(words -> users.add(TrapUser.parse(words)));
            }
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("vestnik.sources.snmp.users " + e.getMessage() + ".");
        }
        try {
            users.forEach(user -> SecretRedactionFilter.guard(user.secrets()));
            TrapTable table = TrapTable.read(TRAP_TABLES);
            TrapSecurity.use(users);
            return new SnmpSteps(new TrapReader(table), community, !users.isEmpty() && community == null);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(e.getMessage() + ".");
        }
    }

    @Bean
    MailSteps mailSteps() {
        return new MailSteps();
    }

    @Bean
    @Lazy
    MailAccount mailAccount(VestnikProperties properties) {
        VestnikProperties.Source source = properties.sources().get("mail");
        if (source == null || !source.enabled()) {
            return new MailAccount(URI.create("imaps://localhost"), "", "");
        }
        String password = required("password", source.password());
        return new MailAccount(
                server(required("server", source.server())), required("login", source.login()), password);
    }

    @Bean
    @Lazy
    WholeMails wholeMails() {
        return new WholeMails();
    }

    @Bean
    @Lazy
    MailboxFailures mailboxFailures(Clock clock) {
        return new MailboxFailures(clock);
    }

    private static URI server(String written) {
        if (!written.matches("imaps?://[A-Za-z0-9._-]+(:\\d{1,5})?")) {
            throw new StartRefusedException("vestnik.sources.mail.server is '" + written
                    + "', but must be imaps://host or imap://host, with or without a port.");
        }
        return URI.create(written);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new StartRefusedException("vestnik.sources.mail.enabled is true, but there is no mailbox: set"
                    + " vestnik.sources.mail." + name + "; it needs server (imaps://host), login and password.");
        }
        return value.strip();
    }

    /** One for all connections, which makes one for each; without the source, netty is not loaded. */
    @Bean
    @Lazy
    ChannelHandler syslogFrames() {
        return SyslogFrames.factory();
    }
}
