package dev.vestnik.start.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route file of one's own that is broken is named with its line when Vestnik does not start. */
class RouteFailureLocatorTest {
    @TempDir
    private Path routes;

    private Path ours;
    private Path theirs;

    @BeforeEach
    void folders() throws IOException {
        ours = routes.resolve("ours.camel.yaml");
        theirs = Files.createDirectories(routes.resolve("local")).resolve("disk.camel.yaml");
        Files.writeString(ours, """
                - route:
                    id: accept
                    from:
                      uri: direct:accept
                      steps:
                        - log: {id: to-events, message: taken}
                """);
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() throws Exception {
        Files.writeString(theirs, "- route:\n    id: disk\n   from: [\n");

        assertThat(sentence()).startsWith(theirs + ":3: ").contains("expected <block end>");
    }

    @Test
    void aStepThatThereIsNotIsToldWithItsLine() throws Exception {
        disk("- too: {id: disk-on, uri: \"direct:accept\"}");

        assertThat(sentence()).isEqualTo(theirs + ":6: Unknown node id: too.");
    }

    @Test
    void whatCannotBeBuiltIsToldWithItsRouteAndStep() throws Exception {
        disk("- to: {id: disk-on, uri: \"nosuch:accept\"}");

        assertThat(sentence())
                .startsWith(theirs
                        + ":2: the route disk cannot be built at to[nosuch:accept]: there is no component nosuch");
    }

    @Test
    void anOptionThatThereIsNotIsTold() throws Exception {
        disk("- to: {id: disk-on, uri: \"direct:accept?nosuch=1\"}");

        assertThat(sentence())
                .contains(":2: the route disk cannot be built")
                .contains("the endpoint has no option nosuch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- bean: {id: disk-b, beanType: nosuch.Class}|at Bean[nosuch.Class]: there is no class nosuch.Class.",
                "- bean: {id: disk-b, ref: nosuch}|at Bean[ref:nosuch]: there is no bean nosuch.",
                "- bean: {id: disk-b, beanType: java.util.Date, method: nosuch}|the bean, of the class java.util.Date, has no public method nosuch.",
                "- bean: {id: disk-b, method: nosuch}|at Bean[]: bean, ref or beanType must be provided.",
                "- setBody: {id: disk-b, simple: '${nosuch}'}|Unknown function: nosuch.",
                "- setBody: {id: disk-b, jq: .x}|there is no language jq on the class path: put org.apache.camel:camel-jq:4.17.0, with the jars that it needs, into lib/.",
                "- to: {id: disk-b, uri: 'log:{{nosuch}}'}|there is no setting nosuch for the placeholder {{nosuch}}.",
                "- to: {id: disk-b}|Either 'uri' or 'ref' must be specified.",
                "- marshal: {id: disk-b, csv: {}}|there is no data format csv on the class path: put org.apache.camel:camel-csv:4.17.0, with the jars that it needs, into lib/.",
                "- doTry: {id: t, steps: [{log: {id: l, message: x}}], doCatch: [{id: c, exception: [no.Such], steps:"
                        + " [{log: {id: m, message: x}}]}]}|there is no class no.Such.",
                "- choice: {id: c, when: [{id: w, steps: [{log: {id: l, message: x}}]}]}"
                        + "|something that it needs is missing, such as the expression of a condition."
            })
    void eachFaultOfAStepIsToldWithItsRoute(String step, String reason) throws Exception {
        disk(step);

        assertThat(sentence())
                .startsWith(theirs + ":2: the route disk cannot be built at ")
                .contains(reason)
                .doesNotContain("..");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- templatedRoute:;    routeTemplateRef: tpl;    routeId: mine"
                        + "|FILE:8: the route from the template tpl needs a value for each of these parameters,"
                        + " too: foo.",
                "- templatedRoute:;    routeTemplateRef: none;    routeId: mine"
                        + "|FILE:8: there is no route template none.",
                "- beans:;    - name: my;      type: nosuch.Class"
                        + "|FILE:8: the bean my cannot be made: there is no class nosuch.Class.",
                "- route:;    id: mine;    startupOrder: abc;    from: {uri: 'timer:x', steps: [{stop: {id: s}}]}"
                        + "|FILE:9: a number is needed in place of abc.",
                "- route:;    id: mine;    routePolicy: nosuch;    from: {uri: 'timer:x', steps: [{stop: {id: s}}]}"
                        + "|FILE:8: the route mine cannot be built: there is no bean"
                        + " nosuch of the type org.apache.camel.spi.RoutePolicy.",
                "- route:;    id: mine;    from: {uri: 'direct:accept', steps: [{stop: {id: s}}]}"
                        + "|FILE:8: the route mine cannot be built: Multiple consumers for the same endpoint is not"
                        + " allowed: direct://accept.",
                "- route:;    id: mine;    from:;      uri: timer:x"
                        + "|FILE:8: the route mine cannot be built at From[timer:x]: Route mine has no output"
                        + " processors. You need to add outputs to the route such as to(\"log:foo\")."
            })
    void eachFaultOfADefinitionIsToldWithItsLine(String definition, String expected) throws Exception {
        Files.writeString(
                theirs,
                ("- routeTemplate:;    id: tpl;    parameters: [{name: foo}];    from:;      uri: timer:x;"
                                + "      steps: [{stop: {id: tpl-s}}];"
                                + definition + ";")
                        .replace(';', '\n'));

        assertThat(sentence()).isEqualTo(expected.replace("FILE", theirs.toString()));
    }

    @Test
    void aRouteOfABeanThatCannotBeBuiltIsToldWithoutAPlace() throws Exception {
        assertThat(sentenceOfBeans(watch("nosuch:accept")))
                .startsWith("The route watch cannot be built at to[nosuch:accept]: there is no component nosuch");
    }

    @Test
    void anIdThatTwoBeansTakeIsToldWithoutAPlace() throws Exception {
        assertThat(sentenceOfBeans(watch("direct:accept").andThen(watch("direct:accept"))))
                .isEqualTo("The id watch stands more than once, and ids of routes and steps are unique.");
    }

    @Test
    void anIdThatIsTakenIsToldWithBothItsPlaces() throws Exception {
        disk("- to: {id: accept, uri: \"direct:accept\"}");

        assertThat(sentence())
                .isEqualTo(ours + ":2: the id accept stands more than once (also " + theirs
                        + ":6), and ids of routes and steps are unique.");
    }

    @Test
    void anyOtherFailureIsNoRouteFault() {
        assertThat(new RouteFailureLocator(new RoutePlaces(routes))
                        .fault(new IllegalStateException("Redis is away", new IOException("x"))))
                .isNull();
    }

    private void disk(String step) throws IOException {
        Files.write(
                theirs,
                List.of(
                        "- route:",
                        "    id: disk",
                        "    from:",
                        "      uri: timer:disk",
                        "      steps:",
                        "        " + step));
    }

    private static Consumer<RouteBuilder> watch(String to) {
        return beans -> beans.from("timer:watch").routeId("watch").to(to);
    }

    private String sentenceOfBeans(Consumer<RouteBuilder> beans) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            Throwable failure = catchThrowable(() -> {
                camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        beans.accept(this);
                    }
                });
                camel.start();
            });
            assertThat(failure).as("it does not start").isNotNull();
            return String.valueOf(text(failure));
        }
    }

    private String sentence() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            Throwable failure = catchThrowable(() -> {
                for (Path file : List.of(ours, theirs)) {
                    PluginHelper.getRoutesLoader(camel)
                            .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));
                }
                camel.start();
            });
            assertThat(failure).as("it does not start").isNotNull();
            return String.valueOf(text(failure));
        }
    }

    private @Nullable String text(Throwable failure) {
        RouteFault fault = new RouteFailureLocator(new RoutePlaces(routes)).fault(failure);
        return fault == null ? null : fault.text();
    }
}
