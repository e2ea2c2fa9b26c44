package dev.vestnik.start.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.flow.http.JsltFunctions;
import dev.vestnik.ops.source.SourceMeters;
import dev.vestnik.source.AllowedSenders;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.Severities;
import dev.vestnik.source.SourceSettings;
import dev.vestnik.source.TokenPlace;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.testing.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    private final MessageSources messages = new MessageSources();
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
                routeTemplate("vestnik-messages")
                        .templateParameter("name")
                        .templateParameter("mapping")
                        .templateParameter("way")
                        .templateParameter("port", "5514")
                        .templateParameter("senders", "network")
                        .from("direct:{{name}}-{{way}}-{{port}}")
                        .to("log:x");
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
                .hasSize(9);
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
                        "gate.jslt:2: the mapping of the source gate cannot be read: No such function: 'nothing'.");
    }

    @Test
    void twoSourcesOfOnePathAreRefused() {
        assertThatThrownBy(() -> start(
                        true, Map.of("pump", on(TOKEN, false, "/a", null), "valve", on(TOKEN, false, "/a", null))))
                .hasMessageContaining(".path is /a, which another source has: choose another one.");
    }

    @Test
    void aSourceOfMessagesHasSeveralRoutesThePortAndTheSendersOfItsSettings() throws Exception {
        messages("horn", "udp", "network");
        messages("horn", "tcp", "network");
        messages("bell", "udp", "network");

        start(true, Map.of("horn", from(false, 1514, "10.0.0.0/8", "2001:db8::1")));

        assertThat(camel.getRouteDefinitions())
                .extracting(route -> route.getRouteId())
                .containsExactlyInAnyOrder("source-horn-udp", "source-horn-tcp", "other");
        assertThat(camel.getRouteDefinition("source-horn-tcp").getTemplateParameters())
                .containsEntry("port", "1514");
        AllowedSenders senders = messages.named("horn").orElseThrow().senders();
        assertThat(senders.permit("10.255.0.1")).isTrue();
        assertThat(senders.permit("2001:db8:0:0::1")).isTrue();
        assertThat(senders.permit("11.0.0.1")).isFalse();
        assertThat(senders.permit("::ffff:10.0.0.1")).isTrue();
        assertThat(senders.permit("router")).isFalse();
        assertThat(senders.permit(null)).isFalse();
        assertThat(messages.active()).isTrue();
        assertThat(meters.find("vestnik.source.requests").tag("source", "horn").counters())
                .hasSize(9);
    }

    @Test
    void ofAddressesOfMailTheDomainIsEnough() {
        AllowedSenders senders = AllowedSenders.mailAddresses(List.of("nms@example.org", "Example.net"));

        assertThat(senders.permit("NMS@example.org")).isTrue();
        assertThat(senders.permit("x@example.org")).isFalse();
        assertThat(senders.permit("x@example.net")).isTrue();
        assertThat(senders.permit("\"NMS, north\" <nms@example.org>")).isTrue();
        assertThat(senders.permit("nms@example.org <x@example.com>")).isFalse();
        assertThat(senders.permit("x@not-example.net")).isFalse();
        assertThat(senders.permit(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network|false|||vestnik.sources.horn.enabled is true, but nobody may send: set vestnik.sources.horn.from to the networks of the senders, such as 10.0.0.0/8, or vestnik.sources.horn.open to true",
                "network|true||10.0.0.0/8|vestnik.sources.horn.open is true, but vestnik.sources.horn.from is set as well",
                "network|false||10.0.0.0/33|vestnik.sources.horn.from has '10.0.0.0/33', but each entry must be a network such as",
                "network|true|0123456789abcdef||vestnik.sources.horn.token is set, but messages of this source have no token: remove it.",
                "mail|false|||vestnik.sources.horn.enabled is true, but nobody may send: set vestnik.sources.horn.from to the addresses",
                "mail|false||two words|vestnik.sources.horn.from has 'two words', but each entry must be an address such as",
                "any|false||10.0.0.0/8|vestnik.sources.horn.from is set, but the senders of this source cannot be told apart",
                "all|false|||The route source-horn-udp: senders is 'all', but must be network, mail or any."
            })
    void whoMaySendMessagesIsSaidOrTheStartIsRefused(
            String kind, boolean open, @Nullable String token, @Nullable String from, String sentence)
            throws Exception {
        messages("horn", "udp", kind);
        SourceSettings settings = new SourceSettings(
                true,
                token,
                open,
                from == null ? List.of() : List.of(from),
                null,
                null,
                null,
                Rate.UNLIMITED,
                Duration.ZERO);

        assertThatThrownBy(() -> start(true, Map.of("horn", settings)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith(sentence);
    }

    private static SourceSettings from(boolean open, int port, String... networks) {
        return new SourceSettings(true, null, open, List.of(networks), null, null, port, Rate.UNLIMITED, Duration.ZERO);
    }

    private void messages(String name, String way, String senders) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".jslt"), "{ \"title\": .title }");
        TemplatedRouteBuilder.builder(camel, "vestnik-messages")
                .routeId("source-" + name + "-" + way)
                .parameter("name", name)
                .parameter("way", way)
                .parameter("senders", senders)
                .parameter("mapping", "file:" + file)
                .add();
    }

    private void start(boolean producer, Map<String, SourceSettings> settings) {
        new SourceRoutes(
                        settings,
                        producer,
                        new SourceMappings(
                                () -> JsltFunctions.of(
                                        new Severities(Map.of(), Samples.STATUSES), PhoneNumber::normalise),
                                new RoutePlaces(folder)),
                        sources,
                        messages,
                        new SourceMeters(meters),
                        new RouteFileFaults(),
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
        return new SourceSettings(true, token, open, List.of(), path, place, null, Rate.UNLIMITED, Duration.ZERO);
    }

    private static SourceSettings off() {
        return new SourceSettings(false, null, false, List.of(), null, null, null, Rate.UNLIMITED, Duration.ZERO);
    }
}
