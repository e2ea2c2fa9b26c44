package dev.vestnik.start.reload;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vestnik.start.check.RouteCheck;
import dev.vestnik.start.routes.RouteSupervisor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.GenericApplicationContext;

class RouteReloadTest {
    @TempDir
    Path folder;

    @Test
    void aStartThatIsRefusedAfterItHasBegunLeavesNoThread() {
        try (GenericApplicationContext spring = new GenericApplicationContext()) {
            spring.registerBean(
                    RouteReload.class,
                    () -> new RouteReload(
                            "file:" + folder + "/*.camel.yaml",
                            new RouteCheck(spring, spring.getEnvironment()),
                            DefaultCamelContext::new,
                            new RouteSupervisor(Clock.systemUTC(), Duration.ofSeconds(1)),
                            new ReentrantLock(),
                            faults -> {},
                            Clock.systemUTC()));
            // As Camel's context does, which starts with this event.
            spring.addApplicationListener((ContextRefreshedEvent event) -> {
                throw new IllegalStateException("refused");
            });

            assertThatThrownBy(spring::refresh).hasMessage("refused");

            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("route-reload")));
        }
    }
}
