package dev.vestnik;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between the packages of the main code. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .importUrl(VestnikApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    private static final String[] DOMAIN = {
        "store", "event", "directory", "text", "user", "incident", "outbox", "bot", "dispatch", "delivery", "ledger"
    };

    @Test
    void componentsKnowNeitherSpringNorVestnik() {
        for (String component : new String[] {"redisstreams", "telegram"}) {
            String itself = "dev.vestnik.component." + component + "..";
            check(noClasses()
                    .that()
                    .resideInAPackage(itself)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..")
                    .orShould()
                    .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                    "dev.vestnik..")
                            .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(itself))))
                    .allowEmptyShould(true));
        }
    }

    @Test
    void theDomainKnowsNeitherCamelNorSpring() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(DOMAIN))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.springframework.."));
    }

    @Test
    void arrowsPointOneWay() {
        String[] order = {"store", "event", "directory", "user", "incident"};
        for (int lower = 0; lower < order.length; lower++) {
            String[] above = Stream.concat(
                            Stream.of(order).skip(lower + 1L),
                            Stream.of("bot", "dispatch", "delivery", "ledger", "ops", "flow"))
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.vestnik." + order[lower] + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(above)));
        }
    }

    @Test
    void nobodyDependsOnTheSandboxTheEmbeddedRedisOrTheWiring() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.vestnik.sandbox..",
                        "dev.vestnik.embedded..",
                        "dev.vestnik.start..",
                        "dev.vestnik.config..",
                        "dev.vestnik")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.vestnik.sandbox..",
                        "dev.vestnik.embedded..",
                        "dev.vestnik.start..",
                        "dev.vestnik.config.."));
        check(noClasses()
                .that()
                .resideInAPackage("dev.vestnik.start..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.vestnik.sandbox..", "dev.vestnik.config.."));
    }

    @Test
    void onlyTheRedisStreamsComponentUsesItsInternalPackages() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.vestnik.component.redisstreams..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.vestnik.component.redisstreams.*.."));
    }

    @Test
    void theRedisStreamsComponentHasNoCyclesBetweenItsPackages() {
        check(slices().matching("dev.vestnik.component.redisstreams.(*)..")
                .should()
                .beFreeOfCycles());
    }

    @Test
    void onlyTheTelegramComponentUsesItsInternalPackages() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.vestnik.component.telegram..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.vestnik.component.telegram.*.."));
    }

    @Test
    void theTelegramComponentHasNoCyclesBetweenItsPackages() {
        check(slices().matching("dev.vestnik.component.telegram.(*)..").should().beFreeOfCycles());
    }

    @Test
    void theConversationDependsOnNeitherItsCommandsNorItsScenes() {
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

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> "dev.vestnik." + name + "..").toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        rule.check(OURS);
    }
}
