package dev.vestnik;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The allowed dependencies between the packages of the main code. */
class ArchitectureTest {
    private static final String ROOT = "dev.vestnik.";
    private static final JavaClasses OURS = new ClassFileImporter()
            .importUrl(VestnikApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    /** The packages of the domain with the packages that each may depend on. */
    private static final Map<String, Set<String>> DOMAIN = Map.ofEntries(
            entry("event", Set.of()),
            entry("store", Set.of("event")),
            entry("revision", Set.of("store")),
            entry("source", Set.of("component.redisstreams", "event", "store")),
            entry("directory", Set.of("component.redisstreams", "event", "store")),
            entry("text", Set.of("event", "directory")),
            entry("user", Set.of("component.redisstreams", "event", "store", "directory")),
            entry("incident", Set.of("component.redisstreams", "event", "store", "directory")),
            entry("outbox", Set.of("event", "store", "directory", "user", "incident")),
            entry("ledger", Set.of("component.redisstreams", "event", "store", "directory", "user", "outbox")),
            entry(
                    "dispatch",
                    Set.of(
                            "component.redisstreams",
                            "event",
                            "store",
                            "directory",
                            "user",
                            "incident",
                            "outbox",
                            "ledger",
                            "notice")),
            entry("whatif", Set.of("dispatch", "event", "store", "directory", "user", "incident", "outbox", "ledger")),
            entry("delivery", Set.of("event", "store", "text", "incident", "outbox", "ledger", "notice")),
            entry(
                    "notice",
                    Set.of(
                            "component.redisstreams",
                            "event",
                            "store",
                            "directory",
                            "text",
                            "user",
                            "incident",
                            "outbox")),
            entry(
                    "bot",
                    Set.of(
                            "event",
                            "store",
                            "directory",
                            "text",
                            "user",
                            "incident",
                            "notice",
                            "dispatch.recipient",
                            "revision")));

    /** The same for the other packages; nothing depends on {@code config}, which wires all of them. */
    private static final Map<String, Set<String>> AROUND_THE_DOMAIN = Map.ofEntries(
            entry("component.redisstreams", Set.of()),
            entry("component.telegram", Set.of()),
            entry("web", Set.of()),
            entry("flow", union(DOMAIN.keySet(), Set.of("component", "web"))),
            entry("ops", union(DOMAIN.keySet(), Set.of("component", "web"))),
            entry("sandbox", Set.of()),
            entry("embedded", Set.of("component.redisstreams")),
            entry("start", union(DOMAIN.keySet(), Set.of("component", "ops", "embedded", "flow", "web"))),
            entry("config", Set.of("")));

    private static final Map<String, Set<String>> ALLOWED =
            Stream.of(DOMAIN, AROUND_THE_DOMAIN).collect(HashMap::new, Map::putAll, Map::putAll);

    private static final Set<String> PACKAGES = ALLOWED.keySet();
    private static final Set<String> DOMAIN_PACKAGES = DOMAIN.keySet();

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void aPackageDependsOnlyOnItsAllowedPackages(String name) {
        Set<String> allowed = union(Set.of(name), ALLOWED.get(name));

        check(classes()
                .that(resideInAPackage(packageOf(name)))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage(packageOf("")))
                        .or(resideInAnyPackage(allowed.stream()
                                .map(ArchitectureTest::packageOf)
                                .toArray(String[]::new)))));
    }

    @Test
    void everyPackageIsListed() {
        check(classes()
                .that()
                .resideOutsideOfPackage("dev.vestnik")
                .should()
                .resideInAnyPackage(
                        PACKAGES.stream().map(ArchitectureTest::packageOf).toArray(String[]::new)));
    }

    @Test
    void packagesAreFreeOfCycles() {
        check(slices().matching(ROOT + "(*)..").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @FieldSource("DOMAIN_PACKAGES")
    void theDomainDependsNeitherOnCamelNorOnSpring(String name) {
        check(noClasses()
                .that()
                .resideInAPackage(packageOf(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.springframework.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"component.redisstreams", "component.telegram"})
    void componentsDoNotDependOnSpring(String name) {
        check(noClasses()
                .that()
                .resideInAPackage(packageOf(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"component.redisstreams", "component.telegram"})
    void onlyAComponentUsesItsInternalPackages(String name) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + name + ".*.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"component.redisstreams", "component.telegram"})
    void thePackagesOfAComponentAreFreeOfCycles(String name) {
        check(slices().matching(ROOT + name + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void theBotDoesNotDependOnItsScenesAndCommands() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.vestnik.bot")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.vestnik.bot.*.."));
    }

    @Test
    void theScenesDoNotDependOnTheCommands() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.vestnik.bot.scene..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.vestnik.bot.command.."));
    }

    @Test
    void theSandboxHasNoCyclesBetweenItsPackages() {
        check(slices().matching("dev.vestnik.sandbox.(*)..").should().beFreeOfCycles());
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.vestnik.sandbox.fault..", "dev.vestnik.sandbox.protocol..", "dev.vestnik.sandbox.chat..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.vestnik.sandbox", "dev.vestnik.sandbox.api..", "dev.vestnik.sandbox.web.."));
    }

    private static String packageOf(String name) {
        return name.isEmpty() ? "dev.vestnik.." : ROOT + name + "..";
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }
}
