package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The tests of the fault list (see {@link FaultIT}), each class many times, as what goes wrong between two consumers goes
 * wrong once in many runs. Prints a table; one run of all takes about three minutes:
 *
 * <pre>./mvnw test -Dtest=RepetitionIT -Dredisstreams.repeat=20</pre>
 *
 * <p>{@code -Dredisstreams.repeat.only=CrashIT,StopIT} runs those only. {@link CrashIT} and
 * {@link RandomScheduleIT} print the seed of each run; the others have none, their timing is the machine's. Each test
 * asserts that whatever it wrote was done or is dead, so nothing is lost where none fails.
 */
@EnabledIfSystemProperty(
        named = "redisstreams.repeat",
        matches = "\\d+",
        disabledReason = "takes an hour: -Dredisstreams.repeat=20")
class RepetitionIT {
    private static final List<Class<?>> FAULTS = List.of(
            CrashIT.class,
            DamageIT.class,
            DeadLettersTest.class,
            FaultIT.class,
            GroupConsumerTest.class,
            KeyedConsumerTest.class,
            LostAnswerIT.class,
            OwnershipIT.class,
            PartialSettlementIT.class,
            PoisonIT.class,
            RandomScheduleIT.class,
            RedisFaultIT.class,
            RetentionTest.class,
            StopIT.class);

    private static final List<Row> ROWS = new ArrayList<>();

    /** One class, so many times. */
    private record Row(
            String test, int runs, long tests, long failed, long skipped, long entries, long again, Duration time) {
        static final String HEAD = String.format(
                "%-26s %5s %7s %7s %8s %9s %12s %8s",
                "class", "runs", "tests", "failed", "skipped", "entries", "given again", "seconds");

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-26s %5d %7d %7d %8d %9d %12d %8d",
                    test,
                    runs,
                    tests,
                    failed,
                    skipped,
                    entries,
                    again,
                    time.toSeconds());
        }
    }

    static Stream<Class<?>> chosen() {
        String only = System.getProperty("redisstreams.repeat.only");
        return FAULTS.stream()
                .filter(test -> only == null || List.of(only.split(",")).contains(test.getSimpleName()));
    }

    @BeforeAll
    static void forget() {
        Tally.take();
    }

    @AfterAll
    static void print() {
        System.out.println(Row.HEAD);
        ROWS.forEach(System.out::println);
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void failsNever(Class<?> test) {
        int runs = Integer.getInteger("redisstreams.repeat");
        long begun = System.nanoTime();
        long tests = 0;
        long skipped = 0;
        List<String> failures = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            TestExecutionSummary summary = run(test);
            tests += summary.getTestsFoundCount();
            skipped += summary.getTestsSkippedCount() + summary.getTestsAbortedCount();
            if (summary.getTotalFailureCount() > 0) {
                failures.add("run " + run + ": " + told(summary));
            }
        }
        Tally.Figures figures = Tally.take();
        Row row = new Row(
                test.getSimpleName(),
                runs,
                tests,
                failures.size(),
                skipped,
                figures.entries(),
                figures.again(),
                Duration.ofNanos(System.nanoTime() - begun));
        ROWS.add(row);
        System.out.println(row);
        assertThat(failures).isEmpty();
        assertThat(tests).isPositive();
    }

    private static TestExecutionSummary run(Class<?> test) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static String told(TestExecutionSummary summary) {
        StringWriter text = new StringWriter();
        summary.printFailuresTo(new PrintWriter(text), 20);
        return text.toString();
    }
}
