package dev.vestnik.start.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.VestnikApplication;
import dev.vestnik.start.LibraryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The check over the shipped routes, and over one file for each kind of fault; the page docs/route-faults.md shows what it
 * says, and is written with {@code -Droute-faults.write=true}.
 */
class CheckCommandTest {
    private static final Path PAGE = Path.of("docs/route-faults.md");
    private static final String ROUTE = """
            - route:
                id: NAME
                from:
                  uri: timer:NAME
                  steps:
                    - STEP
            """;

    private static final String MAPPING = "{\n  \"title\": nothing(.x)\n}\n";

    /** How a file names the mapping {@link #MAPPING}. */
    private static final String MAPPING_FILE = "FOLDER/pump.jslt";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theShippedRoutesPass() {
        assertThat(run()).as(out.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("no faults");
    }

    /** Kaoto writes it so. */
    @Test
    void anExpressionNeedsNoQuotes() throws IOException {
        Files.writeString(
                file("pump"),
                ROUTE.replace("NAME", "pump")
                        .replace("STEP", "setBody:\n              id: pump-body\n              simple: ${body}"));

        assertThat(run(folder.toString()))
                .as(out.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThat(run("a", "b")).isEqualTo(2);
        assertThat(run("--jsn")).isEqualTo(2);
        assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Usage: check [folder] [--json]", "There is no folder");
    }

    @Test
    void eachKindOfFaultIsNamedWithItsLine() throws IOException {
        Map<String, String> faults = faults();
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            Files.writeString(file(fault.getKey()), fault.getValue().replace("FOLDER", folder.toString()));
        }
        Files.writeString(folder.resolve("pump.jslt"), MAPPING);
        String withMapping = faults.keySet().stream()
                .filter(name -> faults.get(name).contains(MAPPING_FILE))
                .findFirst()
                .orElseThrow();

        assertThat(run(folder.toString(), "--json")).isEqualTo(1);

        Map<String, List<String>> said = new LinkedHashMap<>();
        for (JsonNode fault : new ObjectMapper().readTree(out.toByteArray())) {
            String file = fault.path("file").asText();
            String sentence =
                    fault.path("line").asText() + ": " + fault.path("message").asText();
            boolean ofMapping = file.equals(folder.resolve("pump.jslt").toString());
            said.computeIfAbsent(ofMapping ? file(withMapping).toString() : file, none -> new ArrayList<>())
                    .add(ofMapping ? "`pump.jslt`:" + sentence : sentence);
        }
        String page = page(faults, said);
        if (Boolean.getBoolean("route-faults.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(faults.keySet()).hasSizeGreaterThanOrEqualTo(40).allSatisfy(name -> assertThat(said)
                .as("a fault of %s", name)
                .containsKey(file(name).toString()));
        assertThat(said.keySet()).as("no fault of a shipped file").allMatch(file -> file.startsWith(folder.toString()));
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    private Path file(String name) {
        return folder.resolve(name + ".camel.yaml");
    }

    private int run(String... arguments) {
        return new CheckCommand(VestnikApplication.class, LibraryFolder.DEFAULT, print(out), print(err))
                .run(List.of(arguments));
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private String page(Map<String, String> faults, Map<String, List<String>> said) {
        StringBuilder page = new StringBuilder("""
                # Faults in route files

                What `java -jar vestnik.jar check` says; a test makes this page. A start and a change while Vestnik runs make the same
                check: they say the same of a local file, and go on without it.

                | what stands in the file | what Vestnik says, after the name of the file |
                |---|---|
                """);
        faults.forEach((name, text) -> page.append("| ")
                .append(shown(name, text))
                .append(" | ")
                .append(said.getOrDefault(file(name).toString(), List.of()).stream()
                        .map(line -> line.replace(folder + "/", "routes/local/").replace("|", "\\|"))
                        .collect(Collectors.joining("<br>")))
                .append(" |\n"));
        return page.toString();
    }

    /** The step alone, or the whole file. */
    private static String shown(String name, String text) {
        String begin = ROUTE.substring(0, ROUTE.indexOf("STEP")).replace("NAME", name);
        String part = (text.startsWith(begin) ? "- " + text.substring(begin.length()) : text)
                + (text.contains(MAPPING_FILE) ? "# pump.jslt:\n" + MAPPING : "");
        return part.replace("FOLDER", "routes/local")
                .lines()
                .map(line -> "`" + line.replace("|", "\\|").replaceAll("^ +", "") + "`")
                .collect(Collectors.joining("<br>"));
    }

    private static Map<String, String> faults() {
        Map<String, String> all = new LinkedHashMap<>();
        List.of(
                        "too: {uri: 'direct:accept'}",
                        "to: {uri: 'kafka:topic'}",
                        "to: {uri: 'sftp:files.example.org'}",
                        "to: {uri: 'nosuch:x'}",
                        "to: {uri: 'direct:accept?nosuch=1'}",
                        "to: {uri: 'redis-streams:events?operation=eat'}",
                        "to: {uri: 'telegram:bots?nosuch=1'}",
                        "to: {uri: 'log:x?level=LOUD'}",
                        "to: {uri: 'timer:x'}",
                        "to: {uri: 'direct:acept'}",
                        "to: {description: Nowhere}",
                        "to: [a, b]",
                        "to: {uri: 'spring-redis:redis?command=PUBLISH&connectionFactory=#nosuch'}",
                        "wireTap: {uri: 'direct:accept', copy: 'false'}",
                        "bean: {ref: nosuch, method: classify}",
                        "bean: {ref: errorSteps, method: clasify}",
                        "bean: {beanType: no.Such}",
                        "bean: {method: classify}",
                        "setBody: {jq: .x}",
                        "setBody: {simple: '${nosuch}'}",
                        "setBody: {constant: 5}",
                        "setBody: {constant: a, simple: b}",
                        "setBody: {id: no-expression}",
                        "setHeader: {constant: x}",
                        "log: {mesage: x}",
                        "log: {message: x, loggingLevel: LOUD}",
                        "log: {message: '{{no.such.setting}}'}",
                        "log: {message: '{{bean:roles.admin}}'}",
                        "log: {message: '{{bean:nosuch.admin}}'}",
                        "marshal: {csv: {}}",
                        "stop: now",
                        "delay: {constant: 5}",
                        "convertBodyTo: {type: no.Such}",
                        "throwException: {exceptionType: no.Such, message: x}",
                        "filter: {simple: '${body} = 1', steps: [{log: {message: x}}]}",
                        "loop: {constant: '3', copi: true, steps: [{log: {message: x}}]}",
                        "split: {simple: '${body}', streaming: 'true', steps: [{log: {message: x}}]}",
                        "choice: {when: [{simple: '${bdy}', steps: [{log: {message: x}}]}]}",
                        "doTry: {steps: [{log: {message: x}}], doCatch: [{exception: [no.Such], steps: [{stop: {}}]}]}",
                        "idempotentConsumer: {simple: '${body}', idempotentRepository: nosuch, steps: [{stop: {}}]}",
                        "log: {message: x}\n          delay: {constant: '5'}",
                        "log: {id: to-events, message: x}",
                        "to: {uri: 'netty:tcp://example.org:1?transferExchange=true'}",
                        "to: {uri: 'http://example.org', parameters: {authUsername: me, authPassword: secret}}")
                .forEach(step -> add(all, ROUTE.replace("STEP", step)));
        List.of(
                        "- rout:\n    id: NAME\n",
                        "route:\n  id: NAME\n",
                        "",
                        "- route:\n    id: NAME\n    from: {uri: 'direct:x\n",
                        "- route:\n    id: NAME\n",
                        "- route:\n    id: NAME\n    from: {uri: 'timer:NAME'}\n",
                        "- route:\n    id: NAME\n    from: {uri: 'timer:NAME', steps: {stop: {}}}\n",
                        "- route:\n    id: NAME\n    from: {uri: 'timer:NAME?perod=5', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    autoStartup: 'false'\n    from: {uri: 'timer:NAME', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    autoStartup: '{{bean:roles.bot}}'\n    from: {uri: 'timer:NAME', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    precondition: '{{bean:roles.admin}}'\n    from: {uri: 'timer:NAME', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    startupOrder: first\n    from: {uri: 'timer:NAME', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    routePolicy: nosuch\n    from: {uri: 'timer:NAME', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    routeConfigurationId: eror\n    from: {uri: 'timer:NAME', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    from: {uri: 'direct:accept', steps: [{stop: {}}]}\n",
                        "- route:\n    id: NAME\n    from: {uri: 'platform-http:/events', steps: [{stop: {}}]}\n",
                        "- routeConfiguration:\n    id: errors\n",
                        "- interceptSendToEndpoint: {uri: 'telegram:bots'}\n",
                        "- templatedRoute:\n    routeTemplateRef: nosuch\n    routeId: NAME\n",
                        "- beans:\n    - {name: NAME, type: no.Such}\n",
                        "- templatedRoute:\n    routeTemplateRef: vestnik-webhook\n    routeId: NAME\n    parameters:\n    - {name: name, value: pump}\n    - {name: maping, value: 'file:pump.jslt'}\n",
                        source("{name: name, value: Pump}", "{name: mapping, value: 'file:FOLDER/none.jslt'}"),
                        source("{name: name, value: pump1}", "{name: mapping, value: 'file:FOLDER/pump.jslt'}"),
                        source(
                                "{name: name, value: pump2}",
                                "{name: mapping, value: 'file:routes/sources/zabbix.jslt'}",
                                "{name: tokenPlace, value: cookie}",
                                "{name: maxBytes, value: 8M}"),
                        source(
                                "{name: name, value: zabbix}",
                                "{name: mapping, value: 'file:routes/sources/zabbix.jslt'}"),
                        source(
                                        "{name: name, value: pump3}",
                                        "{name: mapping, value: 'file:routes/sources/zabbix.jslt'}")
                                .replace("vestnik-webhook", "vestnik-messages")
                                .replace(
                                        "parameters:\n",
                                        "parameters:\n    - {name: from, value: 'timer:NAME'}\n    - {name: senders, value: all}\n"),
                        "- route:\n    id: NAME\n    from: {uri: quartz, parameters: {triggerName: NAME}, steps: [{stop: {}}]}\n")
                .forEach(file -> add(all, file));
        return all;
    }

    private static String source(String... parameters) {
        return "- templatedRoute:\n    routeTemplateRef: vestnik-webhook\n    routeId: NAME\n    parameters:\n"
                + Arrays.stream(parameters)
                        .map(parameter -> "    - " + parameter + "\n")
                        .collect(Collectors.joining());
    }

    private static void add(Map<String, String> all, String text) {
        String name = String.format("fault-%02d", all.size() + 1);
        all.put(name, text.replace("NAME", name));
    }
}
