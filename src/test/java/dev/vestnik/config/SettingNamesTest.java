package dev.vestnik.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.config.settings.RouteSettings;
import dev.vestnik.config.settings.SettingNames;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Every setting has its default in {@code application.yml} and reaches its target; a name that is none is refused. */
class SettingNamesTest {
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("vestnik.bot-name", "other"),
            Map.entry("vestnik.roles", "bot"),
            Map.entry("vestnik.consumer-name", "other"),
            Map.entry("vestnik.sandbox", "false"),
            Map.entry("vestnik.flush-consumers", "true"),
            Map.entry("vestnik.flush-areas", "true"),
            Map.entry("vestnik.flush-rangeips", "true"),
            Map.entry("vestnik.default-area", "other"),
            Map.entry("vestnik.language", "en"),
            Map.entry("vestnik.http-tokens", "other"),
            Map.entry("vestnik.admin.user", "other"),
            Map.entry("vestnik.admin.password", "other"),
            Map.entry("vestnik.admin.viewers", "other:password"),
            Map.entry("vestnik.telegram.token", "other"),
            Map.entry("vestnik.telegram.base-uri", "other"),
            Map.entry("vestnik.telegram.proxy", "other"),
            Map.entry("vestnik.telegram.webhook.url", "https://other/telegram"),
            Map.entry("vestnik.telegram.webhook.secret", "other"),
            Map.entry("vestnik.redis.url", "other"),
            Map.entry("vestnik.redis.folder", "other"),
            Map.entry("vestnik.directory.source", "route"),
            Map.entry("vestnik.directory.http.url", "https://other"),
            Map.entry("vestnik.directory.http.token", "other"),
            Map.entry("vestnik.directory.folder", "other"),
            Map.entry("vestnik.directory.max-removals", "0.7"),
            Map.entry("vestnik.delivery.per-bot", "other"),
            Map.entry("vestnik.delivery.per-chat", "other"),
            Map.entry("vestnik.delivery.per-chat-burst", "77"),
            Map.entry("vestnik.delivery.per-group", "other"),
            Map.entry("vestnik.delivery.merge", "false"),
            Map.entry("vestnik.escalation.steps", "1h area"),
            Map.entry("vestnik.acted.enabled", "true"),
            Map.entry("vestnik.tracing.endpoint", "http://other:4318/v1/traces"),
            Map.entry("vestnik.routes.reload", "false"),
            Map.entry("vestnik.routes.revisions", "other"),
            Map.entry("vestnik.severities", "other"),
            Map.entry("vestnik.sources.<name>.enabled", "true"),
            Map.entry("vestnik.sources.<name>.token", "other"),
            Map.entry("vestnik.sources.<name>.open", "true"),
            Map.entry("vestnik.sources.<name>.from", "10.0.0.0/8"),
            Map.entry("vestnik.sources.<name>.path", "/other"),
            Map.entry("vestnik.sources.<name>.port", "1514"),
            Map.entry("vestnik.sources.<name>.severity", "crit"),
            Map.entry("vestnik.sources.<name>.community", "other"),
            Map.entry("vestnik.sources.<name>.users", "other"),
            Map.entry("vestnik.sources.<name>.server", "imaps://other"),
            Map.entry("vestnik.sources.<name>.login", "other"),
            Map.entry("vestnik.sources.<name>.password", "other"),
            Map.entry("vestnik.sources.<name>.token-place", "query"),
            Map.entry("vestnik.sources.<name>.rate", "1/s"),
            Map.entry("vestnik.sources.<name>.expect", "5m"));

    /** Settings whose names go on with one that the user chooses. */
    private static final Set<String> MAPS = Set.of("vestnik.http-tokens", "vestnik.severities");

    private static Stream<String> durations() {
        return Stream.concat(
                Stream.of(
                        "vestnik.directory.interval",
                        "vestnik.duty.max",
                        "vestnik.escalation.owner-reminder",
                        "vestnik.escalation.repeat",
                        "vestnik.inbox.interval",
                        "vestnik.redis.patience",
                        "vestnik.redis.visibility"),
                SettingNames.all().stream().filter(name -> name.startsWith("vestnik.retention.")));
    }

    private static Stream<String> settings() {
        return SettingNames.all().stream().filter(name -> !name.equals("vestnik.statuses"));
    }

    @Test
    void applicationYmlHasEverySetting() throws IOException {
        TreeSet<String> written = Stream.of(((MapPropertySource) defaults()).getPropertyNames())
                .filter(name -> name.startsWith("vestnik."))
                .map(name -> name.replaceFirst("\\[.*", "").replaceFirst("(severities)\\..*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));

        // An empty map is no property.
        assertThat(new ClassPathResource("application.yml").getContentAsString(StandardCharsets.UTF_8))
                .contains("\n  http-tokens: {}\n", "\n  sources: {}\n");
        written.add("vestnik.http-tokens");
        SettingNames.all().stream().filter(name -> name.contains("<name>")).forEach(written::add);
        assertThat(written).isEqualTo(SettingNames.all());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingReachesItsTarget(String name) throws IOException {
        boolean map = MAPS.contains(name);
        String value = durations().anyMatch(name::equals) ? "1234s" : OTHER.get(name);
        assertThat(value).as("the test has a value for %s", name).isNotNull();

        VestnikProperties before = bind(Map.of());
        VestnikProperties after = bind(Map.of(map ? name + ".other" : name.replace("<name>", "other"), value));

        assertThat(describe(after)).isNotEqualTo(describe(before));
    }

    @ParameterizedTest
    @MethodSource("durations")
    void everyTimeIsWrittenInBothForms(String name) throws IOException {
        VestnikProperties simple = bind(Map.of(name, "90s"));

        assertThat(describe(bind(Map.of(name, "PT90S"))))
                .isEqualTo(describe(simple))
                .isNotEqualTo(describe(bind(Map.of())));
    }

    @Test
    void routesTakeTheTimesInMilliseconds() throws IOException {
        RouteSettings routes = RouteSettings.of(bind(Map.of(
                "vestnik.inbox.interval", "2s",
                "vestnik.acted.enabled", "true",
                "vestnik.directory.interval", "PT3M",
                "vestnik.directory.source", "http",
                "vestnik.retention.events", "1h",
                "vestnik.retention.dead-letters", "PT2H",
                "vestnik.telegram.webhook.url", "https://bot.example.org/telegram",
                "vestnik.delivery.merge", "false")));

        assertThat(routes)
                .isEqualTo(new RouteSettings(
                        2_000, 180_000, true, true, 3_600_000, 7_200_000, 1, false, true, "/telegram"));
    }

    @ParameterizedTest
    @CsvSource({
        "vestnik.delivery.per-bott, vestnik.delivery.per-bot",
        "vestnik.bot-nam, vestnik.bot-name",
        "vestnik.retention.deadletter, vestnik.retention.dead-letters",
        "vestnik.role.bot, vestnik.roles",
        "vestnik.sandbox.owner, vestnik.sandbox",
        "vestnik.telegram.tokens, vestnik.telegram.token",
        "vestnik.sources.grafana.tokn, vestnik.sources.<name>.token",
        "vestnik.source.grafana.token, vestnik.sources.<name>.token"
    })
    void aMisspeltNameIsRefusedWithTheNearestRightOne(String name, String nearest) {
        assertThatThrownBy(() -> check(new MapPropertySource("commandLineArgs", Map.of(name, "x"))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(name + " is not a setting of Vestnik: the nearest one is " + nearest + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "VESTNIK_ROLE, VESTNIK_ROLES",
        "VESTNIK_DELIVERY_PERCHATS, VESTNIK_DELIVERY_PER_CHAT",
        "VESTNIK_HTTP_TOKEN, VESTNIK_HTTP_TOKENS"
    })
    void aMisspeltVariableIsRefusedWithTheNearestRightOne(String name, String nearest) {
        assertThatThrownBy(() -> check(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, "x"))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(name + " is not a setting of Vestnik: the nearest one is " + nearest + ".");
    }

    @Test
    void aMisspeltNameInAFileIsRefusedWithItsLine() throws IOException {
        Resource file =
                new ByteArrayResource("vestnik:\n  delivery:\n    merged: true\n".getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public String getFilename() {
                        return "vestnik.yml";
                    }
                };
        List<org.springframework.core.env.PropertySource<?>> sources =
                new YamlPropertySourceLoader().load("vestnik.yml", file);

        assertThatThrownBy(() -> check(sources.get(0)))
                .hasMessage(
                        "vestnik.delivery.merged (vestnik.yml, line 3) is not a setting of Vestnik: the nearest one is"
                                + " vestnik.delivery.merge.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vestnik.bot-name",
                "vestnik.botName",
                "vestnik.http-tokens.prometheus",
                "vestnik.severities.page",
                "vestnik.sources.grafana.enabled",
                "vestnik.sources.grafana.token-place",
                "VESTNIK_SOURCES_GRAFANA_TOKEN",
                "vestnik.statuses[0].name",
                "VESTNIK_ROLES",
                "VESTNIK_BOTNAME",
                "VESTNIK_BOT_NAME",
                "VESTNIK_DELIVERY_PER_CHAT",
                "VESTNIK_STATUSES_0_NAME",
                "VESTNIK_SERVICE_HOST",
                "VESTNIK_PORT_8080_TCP_ADDR",
                "VESTNIK_REDIS_SERVICE_PORT",
                "server.port"
            })
    void anyOtherNameIsTaken(String name) {
        assertThatCode(() -> check(new MapPropertySource("test", Map.of(name, "x"))))
                .doesNotThrowAnyException();
    }

    private static void check(org.springframework.core.env.PropertySource<?> source) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            ConfigurableEnvironment environment = context.getEnvironment();
            environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
            environment.getPropertySources().addFirst(source);
            new SettingNames().initialize(context);
        }
    }

    private static org.springframework.core.env.PropertySource<?> defaults() throws IOException {
        return new YamlPropertySourceLoader()
                .load("application.yml", new ClassPathResource("application.yml"))
                .get(0);
    }

    private static VestnikProperties bind(Map<String, String> settings) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(defaults());
        environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(settings)));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bind("vestnik", VestnikProperties.class).get();
    }

    /** All values; {@code toString} hides the secret ones. */
    private static List<Object> describe(VestnikProperties it) {
        return List.of(
                it,
                String.valueOf(it.admin().password()),
                String.valueOf(it.telegram().token()),
                String.valueOf(it.telegram().proxy()),
                String.valueOf(it.redis().url()),
                String.valueOf(it.directory().http().token()),
                it.sources().values().stream()
                        .map(source -> source.token() + source.tokenPlace() + source.rate() + source.expect())
                        .toList());
    }
}
