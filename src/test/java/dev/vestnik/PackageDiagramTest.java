package dev.vestnik;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/packages.md equal to the code. {@code ./mvnw test -Dtest=PackageDiagramTest -Dpackages.write=true} writes the
 * page anew.
 */
class PackageDiagramTest {
    private static final Path PAGE = Path.of("docs/packages.md");
    private static final String ROOT = "dev.vestnik";
    private static final String BEGIN = "<!-- generated: begin -->\n";
    private static final String END = "<!-- generated: end -->\n";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void thePageShowsThePackagesAsTheyAre() throws IOException {
        String page = Files.readString(PAGE);
        String expected =
                page.substring(0, page.indexOf(BEGIN)) + BEGIN + generated() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("packages.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("run ./mvnw test -Dtest=PackageDiagramTest -Dpackages.write=true")
                .isEqualTo(expected);
    }

    private String generated() throws IOException {
        return diagram() + "\n" + table();
    }

    /** An arrow for each dependency that does not follow from two others. */
    private String diagram() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (isDrawn(from) && to.getPackageName().startsWith(ROOT) && isDrawn(to)) {
                    arrows.computeIfAbsent(group(from), group -> new TreeSet<>())
                            .add(group(to));
                }
            }
        }
        StringBuilder mermaid = new StringBuilder("```mermaid\nflowchart TD\n");
        arrows.forEach((from, targets) -> targets.stream()
                .filter(to -> !to.equals(from))
                .filter(to -> targets.stream()
                        .noneMatch(between -> !between.equals(from)
                                && !between.equals(to)
                                && reaches(arrows, between, to, new TreeSet<>(Set.of(from)))))
                .forEach(to -> mermaid.append("  ")
                        .append(node(from))
                        .append(" --> ")
                        .append(node(to))
                        .append('\n')));
        return mermaid.append("```\n").toString();
    }

    private static boolean reaches(Map<String, Set<String>> arrows, String from, String to, Set<String> seen) {
        if (!seen.add(from)) {
            return false;
        }
        Set<String> next = arrows.getOrDefault(from, Set.of());
        return next.contains(to) || next.stream().anyMatch(step -> reaches(arrows, step, to, seen));
    }

    /** The packages with the first sentence of their package-info. */
    private String table() throws IOException {
        Set<String> names = classes.stream().map(JavaClass::getPackageName).collect(toCollection(TreeSet::new));
        StringBuilder table = new StringBuilder("| package | contains |\n|---|---|\n");
        for (String name : names) {
            Path info = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
            if (!name.equals(ROOT) && Files.exists(info)) {
                table.append("| `")
                        .append(name.substring(ROOT.length() + 1))
                        .append("` | ")
                        .append(firstSentence(Files.readString(info)))
                        .append(" |\n");
            }
        }
        return table.toString();
    }

    private static String firstSentence(String source) {
        String javadoc = source.substring(source.indexOf("/**") + 3, source.indexOf("*/"))
                .replaceAll("\\s*\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@(?:code|link|value) ([^}]*)}", "`$1`")
                .strip();
        int end = javadoc.indexOf(". ");
        return (end < 0 ? javadoc.replaceAll("\\.$", "") : javadoc.substring(0, end)).replace("|", "\\|");
    }

    /** The wiring depends on everything, so its arrows would say nothing. */
    private static boolean isDrawn(JavaClass each) {
        return !group(each).equals("config") && !each.getPackageName().equals(ROOT);
    }

    /** The first part of a package's name below the root; of components the first two. */
    private static String group(JavaClass each) {
        String[] parts = each.getPackageName()
                .substring(Math.min(each.getPackageName().length(), ROOT.length() + 1))
                .split("\\.");
        return parts[0].equals("component") ? parts[0] + "/" + parts[1] : parts[0];
    }

    private static String node(String group) {
        return group.replace("/", "_") + "[\"" + group + "\"]";
    }
}
