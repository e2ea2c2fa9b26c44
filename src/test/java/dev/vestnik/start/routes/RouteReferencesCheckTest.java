package dev.vestnik.start.routes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.failure.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets, paths and configurations that Camel would miss only in use. */
class RouteReferencesCheckTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    private Path routes;

    private Path mine;

    @BeforeEach
    void shipped() throws Exception {
        mine = Files.createDirectories(routes.resolve("local")).resolve("mine.camel.yaml");
        load(routes.resolve("shipped.camel.yaml"), """
                - routeConfiguration:
                    id: errors
                - route:
                    id: source-http
                    routeConfigurationId: errors
                    from:
                      uri: platform-http:/events
                      parameters: {httpMethodRestrict: POST}
                      steps:
                        - to: {id: to-accept, uri: "direct:accept"}
                - route:
                    id: accept
                    from:
                      uri: direct:accept
                      steps:
                        - log: {id: accept-log, message: x}
                """);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aRouteThatIsOffMayCallWhatIsNotThere() throws Exception {
        String mayCall =
                "- route: {id: mine, precondition: %s, from: {uri: 'timer:x', steps: [{to: {id: a, uri: 'direct:acept'}}]}}";
        load(mine, mayCall.formatted("false"));

        check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: {id: a, uri: 'direct:acept'}",
                "to: {id: a, uri: 'direct://acept?block=false'}",
                "to: {id: a, uri: direct, parameters: {name: acept}}",
                "toD: {id: a, uri: 'direct:acept'}",
                "wireTap: {id: a, uri: 'direct:acept'}",
                "choice: {id: c, when: [{id: w, simple: '${body}', steps: [{to: {id: a, uri: 'direct:acept'}}]}]}",
                "doTry: {id: c, steps: [{log: {id: l, message: x}}], doCatch: [{id: w, exception:"
                        + " [java.lang.Exception], steps: [{to: {id: a, uri: 'direct:acept'}}]}]}"
            })
    void aTargetAtWhichNoRouteBeginsIsRefused(String step) throws Exception {
        route("timer:x", step);

        assertThatThrownBy(this::check)
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(mine + ":2: the route mine cannot be built: no route begins at direct:acept;"
                        + " did you mean direct:accept?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: {id: a, uri: 'direct:accept?timeout=5'}",
                "to: {id: a, uri: 'direct:none?failIfNoConsumers=false'}",
                "toD: {id: a, uri: 'direct:${header.to}'}",
                "to: {id: a, uri: 'log:direct:x'}"
            })
    void otherTargetsPass(String step) throws Exception {
        route("timer:x", step);

        check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events", "events", "//events", "/events/", "/events?httpMethodRestrict=GET,POST"})
    void aPathThatIsTakenIsRefused(String path) throws Exception {
        route("platform-http:" + path, "log: {id: a, message: x}");

        assertThatThrownBy(this::check)
                .hasMessage(mine
                        + ":2: the route mine cannot be built: the path /events is taken by the route"
                        + " source-http ("
                        + routes.resolve("shipped.camel.yaml") + ":4); choose another one.");
    }

    @Test
    void anotherLocalRouteTakesAPathAsWell() throws Exception {
        route("platform-http:/hook/{name}", "log: {id: a, message: x}");
        load(routes.resolve("local").resolve("other.camel.yaml"), """
                - route:
                    id: other
                    from:
                      uri: platform-http:/hook/{id}
                      steps:
                        - log: {id: other-log, message: x}
                """);

        assertThatThrownBy(this::check)
                .hasMessageContaining("the route other")
                .hasMessageContaining("by the route mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events?httpMethodRestrict=GET", "/events/mine", "/"})
    void otherPathsPass(String path) throws Exception {
        route("platform-http:" + path, "log: {id: a, message: x}");

        check();
    }

    @Test
    void aConfigurationThatDoesNotExistIsRefused() throws Exception {
        load(
                mine,
                "- route:\n    id: mine\n    routeConfigurationId: eror\n    from: {uri: timer:x, steps: [{log: {id: a,"
                        + " message: x}}]}\n");

        assertThatThrownBy(this::check)
                .hasMessage(mine + ":2: the route mine cannot be built: there is no routeConfiguration with the"
                        + " id eror.");
    }

    @Test
    void twoRoutesThatBeginAtTheSameTargetAreRefused() throws Exception {
        route("direct:accept", "log: {id: a, message: x}");

        assertThatThrownBy(this::check)
                .hasMessage(mine
                        + ":2: the route mine cannot be built: direct:accept is the beginning of the route accept ("
                        + routes.resolve("shipped.camel.yaml") + ":12); choose another name.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- routeConfiguration: {onException: [HANDLER]}",
                "- routeConfiguration: {id: own, onException: [HANDLER]}",
                "- HANDLER"
            })
    void aRouteFromAStreamThatGoesOnAfterAnErrorIsRefused(String handling) throws Exception {
        String handler =
                "onException: {exception: [java.lang.Exception], continued: {constant: 'true'}, steps: [{log: {id:"
                        + " h, message: x}}]}";
        String given = handling.replace("[HANDLER]", "[{" + handler + "}]").replace("HANDLER", handler);
        String named = handling.contains("own") ? "    routeConfigurationId: own\n" : "";
        load(
                mine,
                given + "\n- route:\n    id: mine\n" + named
                        + "    from: {uri: 'redis-streams:events', parameters: {group: mine}, steps: [{log: {id: a, message:"
                        + " x}}]}\n");

        assertThatThrownBy(this::check)
                .hasMessageStartingWith(mine + ":3: the route mine cannot be built: with continued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: {id: a, uri: 'direct:work'}",
                "toD: {id: a, uri: 'direct:${header.next}'}",
                "split: {id: a, simple: '${body}', steps: [{to: {id: b, uri: 'direct:between'}}]}",
                "recipientList: {id: a, simple: '${header.next}'}",
                "dynamicRouter: {id: a, simple: '${header.next}'}"
            })
    void aRouteThatGoesOnAfterAnErrorIsRefusedIfAStreamsRouteCallsIt(String call) throws Exception {
        load(mine, calledRoutes("redis-streams:orders?group=mine", call));

        assertThatThrownBy(this::check)
                .hasMessageStartingWith(mine + ":3: the route work cannot be built: with continued");
    }

    @Test
    void aRouteThatGoesOnAfterAnErrorMayBeCalledByOtherRoutes() throws Exception {
        load(mine, calledRoutes("timer:x", "to: {id: a, uri: 'direct:work'}"));

        check();
    }

    private static String calledRoutes(String from, String call) {
        return """
                - routeConfiguration: {id: goes-on, onException: [{onException: {exception: [java.lang.Exception],\
                 continued: {constant: 'true'}, steps: [{log: {id: h, message: x}}]}}]}
                - route:
                    id: work
                    routeConfigurationId: goes-on
                    from: {uri: 'direct:work', steps: [{log: {id: c, message: x}}]}
                - route:
                    id: between
                    from: {uri: 'direct:between', steps: [{to: {id: d, uri: 'direct:work'}}]}
                - route:
                    id: caller
                    from: {uri: '%s', steps: [{%s}]}
                """.formatted(from, call);
    }

    private void check() {
        new RouteReferencesCheck(new RoutePlaces(routes)).beforeApplicationStart(camel);
    }

    private void route(String from, String step) throws Exception {
        load(
                mine,
                "- route:\n    id: mine\n    from:\n      uri: \"" + from + "\"\n      steps:\n        - " + step
                        + "\n");
    }

    private void load(Path file, String text) throws Exception {
        Files.writeString(file, text);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));
    }
}
