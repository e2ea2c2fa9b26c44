package dev.vestnik.config.source;

import com.schibsted.spt.data.jslt.Function;
import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.LogThrottle;
import dev.vestnik.flow.http.JsltFunctions;
import dev.vestnik.flow.http.WebhookRequests;
import dev.vestnik.flow.http.WebhookSteps;
import dev.vestnik.flow.source.ExpectedSourceSteps;
import dev.vestnik.ops.logging.SecretRedactionFilter;
import dev.vestnik.ops.source.SourceMeters;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.Severities;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.SourceSettings;
import dev.vestnik.source.TokenPlace;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.routes.SourceMappings;
import dev.vestnik.start.routes.SourceRoutes;
import dev.vestnik.start.settings.ProcessRole;
import dev.vestnik.store.Keys;
import dev.vestnik.text.Phrases;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.component.jslt.JsltComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The beans of {@code sources/webhook.camel.yaml}, the settings of the sources, and what their mappings may call. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    @Bean
    WebhookSources webhooks() {
        return new WebhookSources();
    }

    @Bean
    SourceCounters sourceCounters(MeterRegistry registry) {
        return new SourceMeters(registry);
    }

    @Bean
    WebhookRequests webhookRequests(WebhookSources webhooks, SourceCounters counters, Clock clock) {
        return new WebhookRequests(webhooks, counters, new LogThrottle(clock));
    }

    @Bean
    WebhookSteps webhookSteps(EventReader reader, ExpectedSources expected, SourceCounters counters, Clock clock) {
        return new WebhookSteps(reader, expected, counters, clock);
    }

    @Bean
    ExpectedSources expectedSources(
            VestnikProperties properties, RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        Map<String, Duration> expected = new TreeMap<>();
        if (properties.roles().contains(ProcessRole.PRODUCER)) {
            properties.sources().forEach((name, source) -> {
                SourceSettings settings = settings(name, source);
                if (settings.enabled() && !settings.expect().isZero()) {
                    expected.put(name, settings.expect());
                }
            });
        }
        return new ExpectedSources(expected, redis, keys, clock);
    }

    @Bean
    ExpectedSourceSteps expectedSourceSteps(ExpectedSources sources, Statuses statuses, VestnikProperties properties) {
        return new ExpectedSourceSteps(
                sources,
                statuses,
                new Severities(properties.severities(), statuses),
                Phrases.in(properties.language()));
    }

    @Bean
    SourceRoutes sourceRoutes(
            VestnikProperties properties,
            Statuses statuses,
            WebhookSources webhooks,
            MessageSources messages,
            SourceCounters counters,
            RouteFileFaults faults,
            Clock clock) {
        Map<String, SourceSettings> settings = new TreeMap<>();
        properties.sources().forEach((name, source) -> {
            settings.put(name, settings(name, source));
            SecretRedactionFilter.guard(source.secrets());
        });
        return new SourceRoutes(
                settings,
                properties.roles().contains(ProcessRole.PRODUCER),
                new SourceMappings(() -> functions(properties, statuses), new RoutePlaces(Path.of("routes"))),
                webhooks,
                messages,
                counters,
                faults,
                clock);
    }

    /** Camel asks for it by this name when the first source is on; without one, JSLT is not loaded. */
    @Bean("jslt")
    @Lazy
    JsltComponent jslt(VestnikProperties properties, Statuses statuses) {
        JsltComponent component = new JsltComponent();
        component.setFunctions(functions(properties, statuses));
        return component;
    }

    private static Collection<Function> functions(VestnikProperties properties, Statuses statuses) {
        Severities severities = new Severities(properties.severities(), statuses);
        severities.fault().ifPresent(entry -> {
            throw new StartRefusedException("vestnik.severities has " + entry + ", but no status of this name is"
                    + " configured: give it one of vestnik.statuses.");
        });
        return JsltFunctions.of(severities, PhoneNumber::normalise);
    }

    private static SourceSettings settings(String name, VestnikProperties.Source source) {
        String setting = "vestnik.sources." + name;
        return new SourceSettings(
                source.enabled(),
                given(source.token()),
                source.open(),
                source.from(),
                given(source.path()),
                tokenPlace(setting + ".token-place", given(source.tokenPlace())),
                port(setting + ".port", given(source.port())),
                rate(setting + ".rate", source.rate()),
                expect(setting + ".expect", source.expect()));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable TokenPlace tokenPlace(String name, @Nullable String value) {
        return value == null
                ? null
                : TokenPlace.named(value)
                        .orElseThrow(() -> new StartRefusedException(
                                name + " is '" + value + "', but must be header, path or query."));
    }

    private static @Nullable Integer port(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65_535) {
            throw new StartRefusedException(name + " is '" + value + "', but must be a port, from 1 to 65535.");
        }
        return Integer.valueOf(value);
    }

    private static Duration expect(String name, Duration value) {
        if (value.isNegative()) {
            throw new StartRefusedException(name + " is " + value + ", but must be a time such as 5m, or 0s for any.");
        }
        return value;
    }

    private static Rate rate(String name, String value) {
        try {
            return Rate.parse(value);
        } catch (IllegalArgumentException invalid) {
            throw new StartRefusedException(name + " is '" + value
                    + "', but must be a rate such as 100/s, 20/m, 100/s,1000 (1000 of them at once), or unlimited.");
        }
    }
}
