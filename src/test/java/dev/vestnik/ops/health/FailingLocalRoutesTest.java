package dev.vestnik.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FailingLocalRoutesTest {
    private final FailingLocalRoutes failing = new FailingLocalRoutes(Clock.systemUTC());
    private final FailingLocalRoutes later =
            new FailingLocalRoutes(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2)));

    @Test
    void aRouteWhoseMessagesFailOrGetStuckIsNamed() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:fails").routeId("fails").process(exchange -> {
                        if (!"good".equals(exchange.getMessage().getBody())) {
                            throw new IllegalStateException("x");
                        }
                    });
                    from("seda:stuck").routeId("stuck").process(exchange -> released.await());
                }
            });
            camel.start();
            send(camel, "bad");
            send(camel, "bad");
            assertThat(failing.of(camel)).as("two may be of single messages").isEmpty();

            send(camel, "bad");
            camel.createProducerTemplate().sendBody("seda:stuck", "x");

            assertThat(failing.of(camel)).containsOnlyKeys("fails");
            Awaitility.await().until(() -> camel.getInflightRepository().size("stuck") == 1);
            assertThat(later.of(camel).get("stuck")).startsWith("stuck: 1 messages in work");

            Awaitility.await().until(() -> {
                send(camel, "good");
                return !failing.of(camel).containsKey("fails");
            });
            released.countDown();
        }
    }

    private static void send(DefaultCamelContext camel, String body) {
        try {
            camel.createProducerTemplate().sendBody("direct:fails", body);
        } catch (CamelExecutionException expected) {
            assertThat(body).isEqualTo("bad");
        }
    }
}
