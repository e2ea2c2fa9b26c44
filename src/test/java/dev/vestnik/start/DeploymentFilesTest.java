package dev.vestnik.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.vestnik.store.Keys;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for deployment are valid, name settings that exist, and keep what they promise. */
class DeploymentFilesTest {
    private static final Path DEPLOY = Path.of("docs", "deploy");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Of {@link Keys}: a channel, the name of a keyed stream, which is no key itself, and methods of every record. */
    private static final Set<String> NO_KEYS = Set.of(
            "directoryChanged",
            "ledger",
            "outbox",
            "updates",
            "telegramOffset",
            "prefix",
            "bot",
            "toString",
            "hashCode",
            "equals");

    /** Of Spring Boot, and of a setting that application.yml names without a variable. */
    private static final Set<String> OTHERS = Set.of(
            "MANAGEMENT_SERVER_ADDRESS",
            "SERVER_ADDRESS",
            "LOGGING_STRUCTURED_FORMAT_CONSOLE",
            "VESTNIK_ROUTES_REVISIONS");

    @Test
    void theyNameNoSettingThatDoesNotExist() throws IOException {
        Set<String> known = found("\\b([A-Z]+_[A-Z_]+)\\b", Path.of("src/main/resources/application.yml"));
        known.addAll(OTHERS);
        Set<String> named = found("- \\{?name: ([A-Z][A-Z_]+)", DEPLOY.resolve("kubernetes.yaml"));
        named.addAll(found("(?m)^Environment=([A-Z_]+)=", DEPLOY.resolve("vestnik.service")));
        YAML.readTree(Path.of("docker-compose.yml").toFile())
                .path("x-environment")
                .fieldNames()
                .forEachRemaining(named::add);

        assertThat(named).hasSizeGreaterThan(8).allMatch(name -> known.contains(name.replaceFirst("_FILE$", "")));
    }

    @Test
    void theInstancesInKubernetesAreReplacedOneAfterTheOtherAndWriteNothingButTheirVolumes() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(new YAMLFactory()
                        .createParser(DEPLOY.resolve("kubernetes.yaml").toFile()))
                .forEachRemaining(documents::add);
        assertThat(documents)
                .extracting(one -> one.path("kind").asText())
                .containsExactly("Deployment", "Service", "PodDisruptionBudget");
        JsonNode spec = documents.get(0).path("spec");
        JsonNode pod = spec.at("/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(spec.path("replicas").asInt()).isEqualTo(2);
        assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/observe/health/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/observe/health/live");
        assertThat(pod.path("volumes").findValuesAsText("name"))
                .containsAll(container.path("volumeMounts").findValuesAsText("name"));

        List<String> ports = container.path("ports").findValuesAsText("name");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(ports)
                    .as(probe)
                    .contains(container.at("/" + probe + "/httpGet/port").asText());
        }
        assertThat(ports)
                .containsAll(documents.get(1).at("/spec/ports").findValuesAsText("targetPort"))
                .hasSameSizeAs(found("EXPOSE (.*)", Path.of("Dockerfile"))
                        .iterator()
                        .next()
                        .split(" "));
        JsonNode labels = spec.at("/template/metadata/labels");
        assertThat(List.of(
                        spec.at("/selector/matchLabels"),
                        documents.get(1).at("/spec/selector"),
                        documents.get(2).at("/spec/selector/matchLabels")))
                .allMatch(labels::equals);
        String commands = Files.readString(DEPLOY.resolve("kubernetes.yaml")).replaceAll("(?m)^[^#].*$", "");
        assertThat(container.path("env").findValuesAsText("key"))
                .isNotEmpty()
                .allMatch(key -> commands.contains("--from-literal=" + key + "="));
        assertThat(container.at("/volumeMounts").findValuesAsText("mountPath"))
                .containsAll(found("VOLUME \\[\"(.*)\", \"", Path.of("Dockerfile")))
                .contains("/tmp", "/vestnik/data");
    }

    @Test
    void theImageAndTheServicesOfComposeAreNotRootAndEachFileIsThere() throws IOException {
        JsonNode compose = YAML.readTree(Path.of("docker-compose.yml").toFile());
        assertThat(compose.at("/x-vestnik/read_only").asBoolean()).isTrue();
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("\nUSER vestnik\n");
        String scraped = YAML.readTree(DEPLOY.resolve("prometheus.yml").toFile())
                .at("/scrape_configs/0/dns_sd_configs/0/names")
                .toString();
        assertThat(scraped).isEqualTo("[\"vestnik\",\"replica\"]");
        for (String instance : List.of("vestnik", "replica")) {
            assertThat(compose.at("/services/" + instance).has("environment"))
                    .as(instance)
                    .isTrue();
        }
        for (String service : List.of("prometheus", "grafana")) {
            JsonNode one = compose.at("/services/" + service);
            assertThat(one.at("/profiles/0").asText()).isEqualTo("observe");
            one.path("volumes")
                    .forEach(volume -> assertThat(Path.of(volume.asText().replaceFirst(":.*", "")))
                            .exists());
        }
        try (Stream<Path> files = Files.list(DEPLOY)) {
            String page = Files.readString(DEPLOY.resolve("README.md"));
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                assertThat(name.equals("README.md") || page.contains("(" + name + ")"))
                        .as(name)
                        .isTrue();
                if (name.endsWith(".yml")) {
                    assertThat(YAML.readTree(file.toFile()).isObject()).as(name).isTrue();
                }
            }
        }
    }

    @Test
    void thePageOfTheDataNamesAllKeys() throws Exception {
        Set<String> patterns = found("`([^`]+)`", DEPLOY.resolve("data.md"));
        Pattern named = Pattern.compile(patterns.stream()
                .map(name -> Pattern.quote(name).replaceAll("<[a-z]+>", "\\\\E.+\\\\Q"))
                .collect(Collectors.joining("|")));
        Keys keys = new Keys("vestnik");
        List<String> all = new ArrayList<>();
        for (Method key : Keys.class.getDeclaredMethods()) {
            if (Modifier.isPublic(key.getModifiers()) && !NO_KEYS.contains(key.getName())) {
                Object[] sample = Stream.of(key.getParameterTypes())
                        .map(type -> type == long.class ? (Object) 1L : "x")
                        .toArray();
                all.add((String) key.invoke(keys, sample));
            }
        }
        try (Stream<String> commands = Files.lines(Path.of("src/test/resources/stored/2026-11.jsonl"))) {
            commands.filter(line -> line.contains("\"vestnik:"))
                    .map(line -> line.replaceFirst("[^:]*\"(vestnik:[^\"]+)\".*", "$1"))
                    .forEach(all::add);
        }

        assertThat(all).hasSizeGreaterThan(100).allMatch(key -> named.matcher(key.substring("vestnik:".length()))
                .matches());
    }

    @Test
    void theScriptHandsItsArgumentsToTheJar(@TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "no /bin/sh here, so the script is not tried");
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor each; do echo \"<$each>\"; done\nexit 3\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder script =
                new ProcessBuilder(Path.of("vestnik").toAbsolutePath().toString(), "check", "my routes", "--json");
        script.environment().putAll(Map.of("JAVA_HOME", folder.toString(), "VESTNIK_JAR", "built.jar"));

        Process process = script.redirectErrorStream(true).start();

        assertThat(process.inputReader().lines())
                .containsExactly("<-jar>", "<built.jar>", "<check>", "<my routes>", "<--json>");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    private static Set<String> found(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
