package dev.vestnik.start.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.vestnik.ops.health.SupervisedRoutesHealth;
import dev.vestnik.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

/** Local and source routes whose broker is away, beside routes that run. */
class RouteSupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Broker broker = new Broker();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RouteSupervisor supervisor = new RouteSupervisor(Clock.systemUTC(), Duration.ofMillis(50));
    private final SupervisedRoutesHealth health = new SupervisedRoutesHealth(supervisor::notRunning);

    @AutoClose
    private final LogLines log = LogLines.of(RouteSupervisor.class);

    @BeforeEach
    void prepare() {
        camel.addComponent("broker", broker);
    }

    @AfterEach
    void stop() {
        supervisor.stop();
        camel.stop();
    }

    @Test
    void aRouteWhoseBrokerIsAwayStartsWhenTheBrokerIsBack() throws Exception {
        route("routes/local/mine.camel.yaml", "mine", "broker:mine", "log:x");
        route("routes/sources/theirs.camel.yaml", "theirs", "broker:theirs", "log:x");
        route("routes/local/timer.camel.yaml", "timer", "timer:x?delay=600000", "log:x");
        route("routes/shipped.camel.yaml", "shipped", "direct:shipped", "log:x");

        start();

        assertThat(status("shipped")).isEqualTo(ServiceStatus.Started);
        Awaitility.await().atMost(PATIENCE).until(() -> broker.attempts.get() > 6);
        assertThat(status("timer")).isEqualTo(ServiceStatus.Started);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails().get("what"))
                .asString()
                .contains("mine (IOException: nobody listens", "theirs (IOException: nobody listens")
                .containsPattern("mine \\([^)]*, since 2[^)]*, next attempt at 2[-0-9]+T[0-9:]+Z\\)")
                .doesNotContain("timer");
        assertThat(log.texts(Level.WARN))
                .as("one line for each, whatever the number of attempts")
                .hasSize(2);
        assertThat(log.texts(Level.WARN).toString())
                .contains("The route mine (", "mine.camel.yaml:2) does not start", "nobody listens");

        broker.answers.set(true);

        Awaitility.await().atMost(PATIENCE).until(() -> health.health().getStatus() == Status.UP);
        assertThat(List.of(status("mine"), status("theirs"))).containsOnly(ServiceStatus.Started);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.texts(Level.INFO))
                .hasSize(2)
                .allMatch(line -> line.matches("The route (mine|theirs) has started, .* s after .*")));
    }

    @Test
    void thePauseGrowsUpToAMinute() {
        assertThat(IntStream.of(1, 2, 3, 4, 5, 100)
                        .mapToObj(attempts -> RouteSupervisor.pause(Duration.ofSeconds(5), attempts)
                                .toSeconds()))
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    }

    @Test
    void aTargetThatIsAwayFailsTheMessageAndNotTheStart() throws Exception {
        route("routes/local/out.camel.yaml", "out", "direct:out", "broker:out");

        start();

        assertThat(status("out")).isEqualTo(ServiceStatus.Started);
        assertThatThrownBy(() -> camel.createProducerTemplate().sendBody("direct:out", "x"))
                .hasStackTraceContaining("nobody listens");
        broker.answers.set(true);
        camel.createProducerTemplate().sendBody("direct:out", "x");
    }

    @Test
    void aLocalRouteThatCannotEvenBeCreatedStartsLater() throws Exception {
        route("routes/local/eager.camel.yaml", "eager", "broker:eager", "log:x");
        route("routes/local/after.camel.yaml", "after", "direct:after", "log:x");
        route("routes/shipped.camel.yaml", "shipped", "direct:shipped", "log:x");

        start();

        assertThat(List.of(status("shipped"), status("after"))).containsOnly(ServiceStatus.Started);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> health.health().toString().contains("eager (IOException"));
        broker.answers.set(true);
        Awaitility.await().atMost(PATIENCE).until(() -> health.health().getStatus() == Status.UP);
        assertThat(status("eager")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aShippedRouteThatDoesNotStartFailsTheStart() throws Exception {
        route("routes/shipped.camel.yaml", "shipped", "broker:shipped", "log:x");

        assertThatThrownBy(this::start).hasStackTraceContaining("nobody listens");
    }

    @Test
    void aRouteThatIsOffStaysOffAndAStoppedOneIsNamed() throws Exception {
        broker.answers.set(true);
        route("routes/local/off.camel.yaml", "off", "broker:off", "log:x", "autoStartup: false");
        route("routes/local/on.camel.yaml", "on", "broker:on", "log:x");
        route("routes/local/elsewhere.camel.yaml", "elsewhere", "broker:elsewhere", "log:x", "precondition: \"false\"");
        start();
        Awaitility.await().atMost(PATIENCE).until(() -> health.health().getStatus() == Status.UP);
        assertThat(status("off")).isEqualTo(ServiceStatus.Stopped);

        camel.getRouteController().stopRoute("on");

        assertThat(health.health().getDetails()).containsEntry("routes", Map.of("on", "stopped"));
    }

    private void start() {
        supervisor.beforeApplicationStart(camel);
        camel.start();
        supervisor.afterApplicationStart(camel);
    }

    private ServiceStatus status(String route) {
        return camel.getRouteController().getRouteStatus(route);
    }

    private void route(String file, String id, String from, String to, String... options) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(
                path,
                "- route:\n    id: " + id + "\n" + options(options) + "    from:\n      uri: \"" + from
                        + "\"\n      steps:\n        - to: {id: " + id + "-to, uri: \"" + to + "\"}\n");
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + path));
    }

    private static String options(String... options) {
        return options.length == 0 ? "" : "    " + String.join("\n    ", options) + "\n";
    }

    /** A component whose connections fail at the start of a consumer or a producer, until its broker answers. */
    private static final class Broker extends DefaultComponent {
        private final AtomicBoolean answers = new AtomicBoolean();
        private final AtomicInteger attempts = new AtomicInteger();

        private void connect() throws IOException {
            attempts.incrementAndGet();
            if (!answers.get()) {
                throw new IOException("nobody listens");
            }
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    if (remaining.equals("eager")) {
                        connect();
                    }
                }

                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(org.apache.camel.Exchange exchange) {}

                        @Override
                        protected void doStart() throws Exception {
                            connect();
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() throws Exception {
                            super.doStart();
                            connect();
                        }
                    };
                }
            };
        }
    }
}
