package dev.vestnik.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void twoRoutes() throws Exception {
        camel.addLifecycleStrategy(new RouteMeters(registry));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:good").routeId("good").delay(2).syncDelayed();
                from("direct:bad").routeId("bad").throwException(new IllegalStateException("as it should"));
            }
        });
        camel.start();
        camel.createProducerTemplate().send("direct:good", any -> {});
        camel.createProducerTemplate().send("direct:bad", any -> {});
        camel.createProducerTemplate().send("direct:bad", any -> {});
    }

    @AfterEach
    void end() throws Exception {
        camel.close();
    }

    @Test
    void countsTheExchangesOfEachRouteAndThoseThatFailed() {
        assertThat(counted("camel.exchanges.total", "good")).isEqualTo(1);
        assertThat(counted("camel.exchanges.failed", "good")).isZero();
        assertThat(counted("camel.exchanges.total", "bad")).isEqualTo(2);
        assertThat(counted("camel.exchanges.failed", "bad")).isEqualTo(2);
    }

    @Test
    void tellsHowLongTheyTook() {
        var timer = registry.get("camel.route.policy").tag("routeId", "good").functionTimer();

        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aRouteThatIsRemovedTakesItsMetersAlong() throws Exception {
        camel.getRouteController().stopRoute("bad");
        camel.removeRoute("bad");

        assertThat(registry.getMeters()).isNotEmpty().allMatch(meter -> "good"
                .equals(meter.getId().getTag("routeId")));
    }

    private double counted(String name, String route) {
        return registry.get(name).tag("routeId", route).functionCounter().count();
    }
}
