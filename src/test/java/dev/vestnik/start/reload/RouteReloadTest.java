package dev.vestnik.start.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vestnik.ops.source.SourceMeters;
import dev.vestnik.revision.Revision;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.start.check.RouteCheck;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.routes.RouteSupervisor;
import dev.vestnik.start.routes.SourceMappings;
import dev.vestnik.start.routes.SourceRoutes;
import dev.vestnik.web.RequestGate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.GenericApplicationContext;

class RouteReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the README promises. */
    private static final Duration IN_FORCE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private RouteRevisions revisions;
    private int version;

    @BeforeEach
    void prepare() {
        revisions = new RouteRevisions(folder.resolve("revisions"), Clock.systemUTC());
    }

    /** A way in which a program replaces the text of a file. */
    private interface Save {
        void save(Path file, String text) throws IOException;
    }

    @Test
    void aChangeIsInForceWhicheverWayTheFileIsSaved() throws Exception {
        Map<String, Save> ways = new LinkedHashMap<>();
        ways.put("in place", Files::writeString);
        ways.put("a temporary file and a rename", (file, text) -> {
            Path temporary = Files.writeString(folder.resolve(".one.camel.yaml.swp"), text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        });
        ways.put("a backup and a new file, as vim", (file, text) -> {
            Path backup = folder.resolve("one.camel.yaml~");
            Files.move(file, backup);
            Files.writeString(file, text);
            Files.delete(backup);
        });
        ways.put("a new file with the time of the original, as kubectl cp", (file, text) -> {
            Files.delete(file);
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        });
        ways.put("in place with the same size and time, as cp -p", (file, text) -> {
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        });
        ways.put("a swap of the links to a folder, as of a ConfigMap", this::mount);
        ways.put("another swap of the links", this::mount);
        List<Duration> times = new ArrayList<>();

        try (GenericApplicationContext spring = new GenericApplicationContext();
                DefaultCamelContext camel = new DefaultCamelContext();
                RouteReload reload = reload(spring, camel)) {
            spring.refresh();
            camel.start();
            reload.start();
            ProducerTemplate producer = camel.createProducerTemplate();
            Path file = folder.resolve("one.camel.yaml");
            for (Map.Entry<String, Save> way : ways.entrySet()) {
                String answer = Integer.toString(++version);
                way.getValue().save(file, route(answer));
                long begin = System.nanoTime();
                await(way.getKey())
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> answer.equals(answer(producer)));
                times.add(Duration.ofNanos(System.nanoTime() - begin));
            }

            // The first one is the empty folder of the start.
            int last = version + 1;
            await().until(() -> revisions.newest().map(Revision::number).equals(Optional.of(last)));
            assertThat(takeBack().to(2)).isInstanceOf(TakeBack.Outcome.Written.class);
            await("taken back").atMost(PATIENCE).until(() -> "1".equals(answer(producer)));
            await().until(() -> revisions.newest().map(Revision::number).equals(Optional.of(last + 1)));
            assertThat(revisions.difference(last + 1).orElseThrow())
                    .isEqualTo(file + "\n- 6: " + line("7") + "\n+ 6: " + line("1") + "\n");

            Files.delete(file);
            await("removed").atMost(PATIENCE).until(() -> camel.getRoute("one") == null);
            assertThat(reload.faults()).isEmpty();
        }
        assertThat(times.stream().sorted().skip(times.size() / 2).findFirst())
                .as("the middle one of %s", times)
                .hasValueSatisfying(middle -> assertThat(middle).isLessThan(IN_FORCE));
    }

    /** As the kubelet does: the file is a link to {@code ..data}, which is a link to the folder of this version. */
    private void mount(Path file, String text) throws IOException {
        Path content = Files.createDirectory(folder.resolve("..version-" + version));
        Files.writeString(content.resolve(file.getFileName()), text);
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), content.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (!Files.isSymbolicLink(file)) {
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of("..data").resolve(file.getFileName()));
        }
    }

    private static String route(String answer) {
        return """
                - route:
                    id: one
                    from:
                      uri: direct:one
                      steps:
                        - setBody: {id: one-answer, constant: "ANSWER"}
                """.replace("ANSWER", answer);
    }

    private static String line(String answer) {
        return route(answer).lines().skip(5).findFirst().orElseThrow();
    }

    private TakeBack takeBack() {
        return new TakeBack(revisions, new RouteFolders("file:" + folder + "/*.camel.yaml")::texts);
    }

    @Test
    void aChangedMappingIsInForceAndABrokenOneChangesNothing() throws Exception {
        Path mapping = Files.writeString(folder.resolve("pump.jslt"), "\"1\"");
        Files.writeString(folder.resolve("pump.camel.yaml"), """
                - routeTemplate:
                    id: of-source
                    parameters:
                      - name: name
                      - name: mapping
                      - name: tokenPlace
                        defaultValue: header
                    route:
                      from:
                        uri: direct:one
                        steps:
                          - to: {id: map, uri: "jslt:{{mapping}}"}
                - templatedRoute:
                    routeTemplateRef: of-source
                    routeId: one
                    parameters:
                      - {name: name, value: pump}
                      - {name: mapping, value: "file:MAPPING"}
                """.replace("MAPPING", mapping.toString()));
        try (GenericApplicationContext spring = new GenericApplicationContext();
                DefaultCamelContext camel = new DefaultCamelContext();
                RouteReload reload = reload(spring, camel)) {
            spring.refresh();
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + folder.resolve("pump.camel.yaml")));
            camel.start();
            reload.start();
            ProducerTemplate producer = camel.createProducerTemplate();
            assertThat(answerToJson(producer)).isEqualTo("\"1\"");

            Files.writeString(mapping, "\"2\"");
            await("changed").atMost(PATIENCE).until(() -> answerToJson(producer).equals("\"2\""));
            Files.writeString(mapping, "{\n\"2\": nothing(.x)}");
            await("refused").atMost(PATIENCE).until(() -> !reload.faults().isEmpty());
            assertThat(reload.faults())
                    .containsExactly(mapping
                            + ":2: the mapping of the source pump cannot be read: No such function: 'nothing'.");
            assertThat(answerToJson(producer)).isEqualTo("\"2\"");

            Files.writeString(mapping, "\"3\"");
            await("mended").atMost(PATIENCE).until(() -> answerToJson(producer).equals("\"3\""));
            await("no faults").atMost(PATIENCE).until(() -> reload.faults().isEmpty());
        }
    }

    private static String answerToJson(ProducerTemplate producer) {
        return producer.requestBody("direct:one", "null", String.class);
    }

    private static String answer(ProducerTemplate producer) {
        try {
            return producer.requestBody("direct:one?block=false", "", String.class);
        } catch (CamelExecutionException none) {
            return "none";
        }
    }

    @Test
    void aStartThatIsRefusedAfterItHasBegunLeavesNoThread() {
        try (GenericApplicationContext spring = new GenericApplicationContext()) {
            spring.registerBean(RouteReload.class, () -> reload(spring, new DefaultCamelContext()));
            // As Camel's context does, which starts with this event.
            spring.addApplicationListener((ContextRefreshedEvent event) -> {
                throw new IllegalStateException("refused");
            });

            assertThatThrownBy(spring::refresh).hasMessage("refused");

            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("route-reload")));
        }
    }

    private RouteReload reload(GenericApplicationContext spring, ModelCamelContext camel) {
        return new RouteReload(
                "file:" + folder + "/*.camel.yaml",
                new RouteCheck(spring, spring.getEnvironment()),
                new SourceRoutes(
                        Map.of(),
                        true,
                        new SourceMappings(List::of, new RoutePlaces(folder)),
                        new WebhookSources(),
                        new MessageSources(),
                        new SourceMeters(new SimpleMeterRegistry()),
                        new RouteFileFaults(),
                        Clock.systemUTC()),
                () -> camel,
                new RouteSupervisor(Clock.systemUTC(), Duration.ofSeconds(1)),
                new RequestGate(),
                new RouteFileFaults(),
                new RouteReload.Listener() {
                    @Override
                    public void inForce(Map<String, String> files) {
                        revisions.add(files);
                    }

                    @Override
                    public void refused(List<RouteFault> faults) {}
                },
                Clock.systemUTC());
    }
}
