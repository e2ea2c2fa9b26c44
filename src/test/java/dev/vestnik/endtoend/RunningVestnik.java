package dev.vestnik.endtoend;

import dev.vestnik.VestnikApplication;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole of Vestnik in this JVM, with its sandbox and an embedded Redis on a folder of the test's. */
final class RunningVestnik implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final SandboxClient sandbox;

    private RunningVestnik(ConfigurableApplicationContext context) {
        this.context = context;
        this.sandbox = new SandboxClient("http://127.0.0.1:" + port(context));
    }

    /** @param settings {@code name=value}; they win over the ones that every test has */
    static RunningVestnik start(Path folder, String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "vestnik.sandbox", "true",
                "vestnik.redis.folder", folder.resolve("redis").toString(),
                "vestnik.routes.revisions", folder.resolve("revisions").toString(),
                "server.address", "127.0.0.1",
                "server.port", "0",
                "management.server.port", "0",
                // Several instances of a test share one JVM, and so one MBean server.
                "spring.jmx.registration-policy", "ignore-existing",
                // The MBeans of the routes take a tenth of a start: only for tests that log in as an operator.
                "camel.main.jmx-enabled",
                        Boolean.toString(
                                Stream.of(settings).anyMatch(setting -> setting.startsWith("vestnik.admin.")))));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        SpringApplication service = new SpringApplication(VestnikApplication.class);
        new LibraryFolder(folder.resolve("lib")).addTo(service);
        return new RunningVestnik(service.run(all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new)));
    }

    SandboxClient sandbox() {
        return sandbox;
    }

    int port() {
        return port(context);
    }

    int managementPort() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    String setting(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Whether the incident of this key is open. */
    boolean isOpen(String key) {
        return bean(IncidentStore.class).find(key).filter(Incident::open).isPresent();
    }

    /** Whether the person of this chat is logged in, and has not blocked the bot as far as Vestnik knows. */
    boolean isReachable(long chat) {
        return bean(UserService.class)
                .byChat(chat)
                .filter(user -> !user.unreachable())
                .isPresent();
    }

    /** @param tags name, value, name, value, … */
    double count(String counter, String... tags) {
        return bean(MeterRegistry.class).get(counter).tags(tags).counter().count();
    }

    /** Where several have this type. */
    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    Keys keys() {
        return bean(Keys.class);
    }

    @SuppressWarnings("unchecked")
    RedisClusterCommands<String, String> redis() {
        return (RedisClusterCommands<String, String>) context.getBean(RedisClusterCommands.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Writes the three files of a directory. */
    static Path directory(Path folder, List<String> people, List<String> areas, List<String> ranges) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("people.csv"), withHead("phone,name,areas,role,language,zone", people));
            Files.write(folder.resolve("areas.csv"), withHead("area,name", areas));
            Files.write(folder.resolve("rangeips.csv"), withHead("cidr,area", ranges));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> withHead(String head, List<String> rows) {
        List<String> lines = new ArrayList<>(List.of(head));
        lines.addAll(rows);
        return lines;
    }
}
