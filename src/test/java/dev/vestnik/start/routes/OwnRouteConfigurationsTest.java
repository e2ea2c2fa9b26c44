package dev.vestnik.start.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which routes a configuration applies to. */
class OwnRouteConfigurationsTest {
    /** What Kaoto makes of a configuration without an id. */
    private static final String SAVED_BY_KAOTO = "routeConfiguration-1295";

    @ParameterizedTest
    @ValueSource(strings = {"", SAVED_BY_KAOTO})
    void aConfigurationWithoutAnIdAppliesToTheRoutesThatNameNone(String id) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("own", new OwnRouteConfigurations());
            load(camel, "routes/errors.camel.yaml", configuration(id, "shipped"));
            load(camel, "routes/local/one.camel.yaml", route("one"));
            load(camel, "routes/local/other.camel.yaml", configuration(id.replace('1', '2'), "own") + route("other"));
            camel.start();

            assertThat(answer(camel, "one")).isEqualTo("shipped");
            assertThat(answer(camel, "other")).isEqualTo("own");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine", SAVED_BY_KAOTO})
    void aRouteMayNameAConfiguration(String id) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("own", new OwnRouteConfigurations());
            load(camel, "routes/local/one.camel.yaml", configuration(id, "own"));
            load(camel, "routes/local/two.camel.yaml", route("two", "    routeConfigurationId: " + id + "\n"));
            camel.start();

            assertThat(answer(camel, "two")).isEqualTo("own");
        }
    }

    private static String answer(DefaultCamelContext camel, String route) {
        return camel.createProducerTemplate().requestBody("direct:" + route, "", String.class);
    }

    private static String configuration(String id, String answer) {
        return """
                - routeConfiguration:
                ID    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: {constant: "true"}
                          steps:
                            - setBody: {constant: ANSWER}
                """.replace("ID", id.isEmpty() ? "" : "    id: " + id + "\n").replace("ANSWER", answer);
    }

    private static String route(String id) {
        return route(id, "");
    }

    private static String route(String id, String field) {
        return """
                - route:
                    id: NAME
                FIELD    from:
                      uri: direct:NAME
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: x}
                """.replace("NAME", id).replace("FIELD", field);
    }

    private static void load(DefaultCamelContext camel, String file, String text) throws Exception {
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel)
                .findRoutesBuilders(ResourceHelper.fromString("file:" + file, text))) {
            OwnRouteConfigurations.add(camel, (RouteConfigurationBuilder) builder);
            camel.addRoutes(builder);
        }
    }
}
