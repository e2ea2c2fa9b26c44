package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Schedule.Fate;
import dev.vestnik.component.redisstreams.Schedule.Mode;
import dev.vestnik.component.redisstreams.Schedule.Step;
import dev.vestnik.component.redisstreams.Schedule.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Several instances, random entries with random fates, and random disturbances: pauses longer than the visibility time,
 * connections cut, deaths, orderly restarts. Whatever the schedule, every entry is settled exactly once, as done or as dead,
 * in the order of its key where the mode promises one; and it is given again only where something has disturbed its owner.
 *
 * <p>Real time passes in a run, so a schedule is not shrunk; it is printed, and jqwik prints its seed. More of them:
 * {@code ./mvnw test -Dtest=RandomScheduleIT -Dredisstreams.schedules=500}, that many for each of the tries.
 */
@SuppressWarnings("NullAway.Init") // Redis is there from the beginning
class RandomScheduleIT {
    private static final int MORE = Integer.getInteger("redisstreams.schedules", 1);

    private static FaultyRedis server;
    private static int runs;
    private static long entries;
    private static long repeats;

    @BeforeContainer
    static void startRedis() throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "schedules");
        server = new FaultyRedis(folder.toAbsolutePath(), false);
        runs = 0;
        entries = 0;
        repeats = 0;
    }

    @AfterContainer
    static void stopRedis() {
        server.close();
        Tally.add(entries, repeats);
        System.out.println("RandomScheduleIT: " + runs + " schedules, " + entries + " entries, none lost, " + repeats
                + " given again to another owner");
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void everyEntryIsSettledOnceAndInOrder(@ForAll("schedules") Schedule schedule) throws Exception {
        run(schedule);
        for (int i = 1; i < MORE; i++) {
            run(schedules().sample());
        }
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void nothingIsRepeatedWhereNothingIsDisturbed(@ForAll("calm") Schedule schedule) throws Exception {
        ScheduleRun run = run(schedule);
        if (run.stalls() == 0) {
            assertThat(run.repeats()).isZero();
        } else {
            System.out.println("This machine stalled for longer than the visibility time; repeats are not judged");
        }
    }

    private static ScheduleRun run(Schedule schedule) throws Exception {
        try (ScheduleRun run = new ScheduleRun(server, schedule)) {
            run.play();
            run.check();
            runs++;
            entries += run.entries();
            repeats += run.repeats();
            return run;
        } catch (Exception | AssertionError e) {
            throw new AssertionError("In " + schedule, e);
        }
    }

    @Provide
    Arbitrary<Schedule> schedules() {
        return schedules(Arbitraries.frequency(
                Tuple.of(14, What.ADD),
                Tuple.of(2, What.WAIT),
                Tuple.of(3, What.PAUSE_OR_RESUME),
                Tuple.of(2, What.CUT),
                Tuple.of(1, What.DIE),
                Tuple.of(1, What.RESTART)));
    }

    @Provide
    Arbitrary<Schedule> calm() {
        return schedules(Arbitraries.frequency(Tuple.of(9, What.ADD), Tuple.of(1, What.WAIT)));
    }

    private static Arbitrary<Schedule> schedules(Arbitrary<What> what) {
        Arbitrary<Fate> fate = Arbitraries.frequency(
                Tuple.of(8, Fate.DONE),
                Tuple.of(2, Fate.SLOW_ONCE),
                Tuple.of(1, Fate.FAILS_ONCE),
                Tuple.of(1, Fate.FAILS_ALWAYS),
                Tuple.of(1, Fate.LATER_ONCE),
                Tuple.of(1, Fate.KEPT_ONCE),
                Tuple.of(1, Fate.DEAD));
        Arbitrary<Integer> millis = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(1, 40)),
                Tuple.of(1, Arbitraries.integers().between(100, 500)));
        Arbitrary<List<Step>> steps = Combinators.combine(
                        what, Arbitraries.integers().between(0, 11), fate, millis)
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(70);
        return Combinators.combine(
                        Arbitraries.of(Mode.GROUP, Mode.LEASED, Mode.KEYED, Mode.KEYED),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(1, 3, 10),
                        steps)
                .as(Schedule::new);
    }
}
