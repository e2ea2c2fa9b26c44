package dev.vestnik.start.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.flow.http.JsltFunctions;
import dev.vestnik.ops.source.SourceMeters;
import dev.vestnik.source.Severities;
import dev.vestnik.source.SourceSettings;
import dev.vestnik.source.TokenPlace;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.testing.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sources have a route, and what is refused at the start. */
class SourceRoutesTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final WebhookSources sources = new WebhookSources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void template() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("vestnik-webhook")
                        .templateParameter("name")
                        .templateParameter("mapping")
                        .templateParameter("path", "/sources/{{name}}")
                        .templateParameter("tokenPlace", "header")
                        .templateParameter("types", "application/json, text/plain")
                        .templateParameter("maxBytes", "100")
                        .from("direct:{{name}}")
                        .to("log:{{path}}");
                from("direct:other").routeId("other").to("log:x");
            }
        });
        source("pump", "{ \"title\": .title }");
        source("valve", "{ \"title\": status(.severity) }");
    }

    @Test
    void aSourceThatIsOffHasNoRoute() {
        start(true, Map.of("pump", on(TOKEN, false, "/pumps", TokenPlace.PATH), "valve", off()));

        assertThat(camel.getRouteDefinitions())
                .extracting(route -> route.getRouteId())
                .containsExactlyInAnyOrder("source-pump", "other");
        WebhookSource pump = sources.at("/pumps/x").orElseThrow();
        assertThat(pump.types()).containsExactly("application/json", "text/plain");
        assertThat(pump.maxBytes()).isEqualTo(100);
        assertThat(pump.accepts(TOKEN)).isTrue();
        assertThat(pump.accepts(TOKEN + "x")).isFalse();
        assertThat(pump.accepts(null)).isFalse();
        assertThat(pump.toString()).doesNotContain(TOKEN);
        assertThat(meters.find("vestnik.source.requests").tag("source", "pump").counters())
                .hasSize(8);
        assertThat(meters.find("vestnik.source.requests").tag("source", "valve").counters())
                .isEmpty();
    }

    @Test
    void anOpenSourceTakesEverybody() {
        start(true, Map.of("pump", on(null, true, null, null)));

        assertThat(sources.at("/sources/pump").orElseThrow().accepts(null)).isTrue();
    }

    @Test
    void aProcessThatAcceptsNoEventsHasNoSources() {
        start(false, Map.of("pump", on(TOKEN, false, null, null)));

        assertThat(camel.getRouteDefinitions()).hasSize(1);
        assertThat(sources.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pump||false||HEADER|vestnik.sources.pump.enabled is true, but there is no token: set vestnik.sources.pump.token",
                "pump|secret77|true||HEADER|vestnik.sources.pump.open is true, but vestnik.sources.pump.token is set as well",
                "pump|short|false||HEADER|vestnik.sources.pump.token must be 8 to 512 characters without blanks.",
                "pump|with a blank|false||HEADER|vestnik.sources.pump.token must be 8",
                "pump|0123456789/abcdef|false||PATH|vestnik.sources.pump.token must be 16 to 512 letters",
                "pump|0123456789abcdef|false|pumps|HEADER|vestnik.sources.pump.path is 'pumps', but must be a path such as",
                "pump|0123456789abcdef|false|/events|HEADER|vestnik.sources.pump.path is /events, which another source has",
                "pumpe|0123456789abcdef|false||HEADER|vestnik.sources.pumpe.enabled is true, but no file of routes has a source of this name; the nearest one is pump."
            })
    void aFaultyOneIsRefusedWithASentence(
            String name,
            @Nullable String token,
            boolean open,
            @Nullable String path,
            TokenPlace place,
            String sentence) {
        assertThatThrownBy(() -> start(true, Map.of(name, on(token, open, path, place))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void aBrokenMappingIsRefusedWithItsLineOnlyIfItsSourceIsOn() throws Exception {
        source("gate", "{\n  \"title\": nothing(.x)\n}");

        start(true, Map.of("gate", off()));
        source("gate", "{\n  \"title\": nothing(.x)\n}");
        assertThatThrownBy(() -> start(true, Map.of("gate", on(TOKEN, false, null, null))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(
                        "gate.jslt of the source gate cannot be read: No such function: 'nothing', line 2.");
    }

    @Test
    void twoSourcesOfOnePathAreRefused() {
        assertThatThrownBy(() -> start(
                        true, Map.of("pump", on(TOKEN, false, "/a", null), "valve", on(TOKEN, false, "/a", null))))
                .hasMessageContaining(".path is /a, which another source has: choose another one.");
    }

    private void start(boolean producer, Map<String, SourceSettings> settings) {
        new SourceRoutes(
                        settings,
                        producer,
                        () -> JsltFunctions.of(new Severities(Map.of(), Samples.STATUSES), PhoneNumber::normalise),
                        sources,
                        new SourceMeters(meters),
                        Clock.systemUTC())
                .beforeApplicationStart(camel);
    }

    private void source(String name, String mapping) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".jslt"), mapping);
        TemplatedRouteBuilder.builder(camel, "vestnik-webhook")
                .routeId("source-" + name)
                .parameter("name", name)
                .parameter("mapping", "file:" + file)
                .add();
    }

    private static SourceSettings on(
            @Nullable String token, boolean open, @Nullable String path, @Nullable TokenPlace place) {
        return new SourceSettings(true, token, open, path, place, Rate.UNLIMITED, Duration.ZERO);
    }

    private static SourceSettings off() {
        return new SourceSettings(false, null, false, null, null, Rate.UNLIMITED, Duration.ZERO);
    }
}
