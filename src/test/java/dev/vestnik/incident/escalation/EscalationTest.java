package dev.vestnik.incident.escalation;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static dev.vestnik.testing.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Opening;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.escalation.EscalationPolicy.Step;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.MovableClock;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hours of an incident that nobody takes, played by moving the clock. Dispatch gets every request twice. */
class EscalationTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNAS = 1;
    private static final long BORISES = 2;
    private static final long CLARAS = 3;

    private final MovableClock clock = new MovableClock();
    private final Instant start = clock.instant();
    private final List<String> told = new ArrayList<>();
    private DispatchFixture dispatch;
    private IncidentOwners owners;
    private DueEscalations due;

    @BeforeEach
    void annaIsOnDuty() {
        dispatch = new DispatchFixture(REDIS, REDIS.commands(), clock);
        owners = new IncidentOwners(REDIS.commands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, clock);
        due = new DueEscalations(REDIS.commands(), REDIS.keys(), clock);
        dispatch.users.login(ANNAS, ANNA.phone(), "ru");
        dispatch.users.login(BORISES, BORIS.phone(), "ru");
        dispatch.users.login(CLARAS, CLARA.phone(), "en");
        dispatch.users.joinPool(ANNAS, null);
    }

    @Test
    void eightHoursTellMoreAndMorePeopleEachStepOnce() {
        critical("a/1");

        pass(Duration.ofHours(8));

        assertThat(told.subList(0, 5))
                .containsExactly("5 min: [1]", "10 min: [1, 3]", "15 min: [3]", "30 min: [3]", "45 min: [3]");
        assertThat(told).hasSize(34).endsWith("480 min: [3]");
        assertThat(history()).hasSize(34).allMatch(line -> line.kind() == Kind.ESCALATED);
        assertThat(dispatch.incidents.find("a/1").orElseThrow().holders()).containsExactlyInAnyOrder(1L, 3L);
    }

    /** Of each step one process dies after it has found it, and another one after it has dispatched it. */
    @Test
    void eachStepRunsOnceAlthoughItsProcessDiesBeforeTheSettlement() {
        DispatchFixture other = new DispatchFixture(REDIS, REDIS.commands(), clock);
        DueEscalations othersDue = new DueEscalations(REDIS.commands(), REDIS.keys(), clock);
        critical("a/1");

        for (int half = 0; half < 2 * 8 * 60; half++) {
            clock.advance(Duration.ofSeconds(30));
            boolean first = half % 2 == 0;
            for (EscalationRequest request : (first ? due : othersDue).find(10)) {
                if (!first) {
                    assertThat(dispatch.dispatch(request).entries()).isNotEmpty();
                    note(other.settle(request));
                    assertThat(dispatch.settle(request).entries()).isEmpty();
                }
            }
        }

        assertThat(told).hasSize(34).doesNotHaveDuplicates();
        assertThat(history()).hasSize(34).allMatch(line -> line.kind() == Kind.ESCALATED);
        assertThat(history().stream().map(HistoryEntry::text)).doesNotHaveDuplicates();
    }

    @Test
    void anOwnerWhoReportsNothingIsAskedOnceAndLosesTheIncidentOnce() {
        DispatchFixture other = new DispatchFixture(REDIS, REDIS.commands(), clock);
        OwnerReminders reminders = reminders();
        critical("a/1");
        owners.take(1, 1, new Owner(ANNAS, "Anna", clock.instant()));

        clock.advance(Duration.ofMinutes(59));
        assertThat(reminders.toAsk(10)).isEmpty();
        assertThat(reminders.report("a/1", CLARAS)).as("not the owner").isFalse();
        clock.advance(Duration.ofMinutes(1));
        List<OwnerReminder> found = reminders.toAsk(10);
        assertThat(found).hasSize(1);
        assertThat(reminders().toAsk(10)).as("another instance").isEmpty();
        assertThat(OwnerReminder.of(found.get(0).fields())).contains(found.get(0));
        assertThat(asked(dispatch.dispatch(found.get(0)))).as("and dies").hasSize(1);
        assertThat(asked(other.settle(found.get(0)))).hasSize(1);
        assertThat(asked(dispatch.settle(found.get(0)))).as("the same again").isEmpty();
        clock.advance(Duration.ofMinutes(9));
        assertThat(reminders.toAsk(10)).isEmpty();
        assertThat(reminders.free(10)).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        assertThat(reminders.free(10))
                .singleElement()
                .satisfies(lapsed -> assertThat(lapsed.owner().name()).isEqualTo("Anna"));
        assertThat(reminders().free(10)).isEmpty();

        assertThat(owners.owner("a/1")).isEmpty();
        assertThat(history().get(history().size() - 1).kind()).isEqualTo(Kind.RELEASED);
        pass(Duration.ofMinutes(5));
        assertThat(told).as("the escalation goes on").containsExactly("75 min: [1]");
        assertThat(REDIS.commands().exists(REDIS.keys().ownerReminders())).isZero();
    }

    @Test
    void aReportKeepsTheIncidentAlsoBetweenQuestionAndAnswer() {
        OwnerReminders reminders = reminders();
        critical("a/1");
        owners.take(1, 1, new Owner(ANNAS, "Anna", clock.instant()));
        clock.advance(Duration.ofMinutes(60));
        OwnerReminder request = reminders.toAsk(10).get(0);
        clock.advance(Duration.ofSeconds(1));

        assertThat(reminders.report("a/1", ANNAS)).isTrue();
        assertThat(asked(dispatch.settle(request)))
                .as("reported before dispatch")
                .isEmpty();
        clock.advance(Duration.ofMinutes(60));
        assertThat(asked(dispatch.settle(reminders.toAsk(10).get(0)))).hasSize(1);
        clock.advance(Duration.ofMinutes(9));
        assertThat(reminders.report("a/1", ANNAS)).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThat(reminders.free(10)).isEmpty();
        clock.advance(Duration.ofMinutes(57));
        assertThat(reminders.toAsk(10)).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        assertThat(reminders.toAsk(10)).hasSize(1);

        dispatch.settle(about("a/1", "resolved"));
        clock.advance(Duration.ofMinutes(60));
        assertThat(reminders.toAsk(10)).isEmpty();
        assertThat(REDIS.commands().exists(REDIS.keys().ownerReminders())).isZero();
    }

    @Test
    void whoeverTakesTheIncidentStopsItAndAReleaseGoesOn() {
        critical("a/1");
        pass(Duration.ofMinutes(7));
        Owner anna = new Owner(ANNAS, "Anna", clock.instant());

        assertThat(owners.take(1, 1, anna).done()).isTrue();
        pass(Duration.ofHours(2));
        assertThat(told).containsExactly("5 min: [1]");

        assertThat(owners.release(1, 1, anna).done()).isTrue();
        pass(Duration.ofMinutes(25));
        assertThat(told).containsExactly("5 min: [1]", "132 min: [1, 3]", "137 min: [3]", "152 min: [3]");
    }

    @Test
    void aPressThatComesBeforeDispatchWins() {
        critical("a/1");
        clock.advance(Duration.ofMinutes(5));
        List<EscalationRequest> requested = due.find(10);
        owners.take(1, 1, new Owner(ANNAS, "Anna", clock.instant()));

        assertThat(requested).hasSize(1);
        assertThat(dispatch.settle(requested.get(0)).entries()).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverTakesItWhileAStepIsPerformedIsNotToldAgain() {
        int incidents = 200;
        for (int n = 1; n <= incidents; n++) {
            critical("race/" + n);
            clock.advance(Duration.ofMinutes(5));
            long number = n;
            CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(
                    () -> owners.take(number, 1, new Owner(ANNAS, "Anna", clock.instant()))
                            .done());
            due.find(10).forEach(dispatch::settle);
            assertThat(taken.join()).isTrue();
        }

        pass(Duration.ofHours(1));

        assertThat(told).isEmpty();
        assertThat(REDIS.commands().exists(REDIS.keys().escalations())).isZero();
        for (int n = 1; n <= incidents; n++) {
            assertThat(owners.owner("race/" + n)).isPresent();
        }
    }

    @Test
    void aRequestThatIsLostIsMadeAgain() {
        critical("a/1");
        clock.advance(Duration.ofMinutes(5));

        assertThat(due.find(10)).hasSize(1);
        assertThat(due.find(10)).as("somebody else looks at the same time").isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(due.find(10)).containsExactly(new EscalationRequest(new Opening("a/1", 1, 1), 1));
    }

    @Test
    void theEndOfTheIncidentEndsIt() {
        critical("a/1");
        critical("a/2");
        pass(Duration.ofMinutes(6));
        told.clear();

        dispatch.settle(about("a/1", "resolved"));
        dispatch.settle(new ClosingRequest(new Opening("a/2", 2, 1), 1, "Anna", 1001));
        pass(Duration.ofHours(1));

        assertThat(told).isEmpty();
        assertThat(REDIS.commands().exists(REDIS.keys().escalations())).isZero();
    }

    @Test
    void anOldRequestDoesNothingToTheNextOpening() {
        critical("a/1");
        clock.advance(Duration.ofMinutes(5));
        EscalationRequest old = due.find(10).get(0);
        dispatch.settle(about("a/1", "resolved"));
        clock.advance(Duration.ofMinutes(60));
        critical("a/1");

        assertThat(dispatch.settle(old).entries()).isEmpty();
        pass(Duration.ofMinutes(11));
        assertThat(told).containsExactly("70 min: [1]", "75 min: [1, 3]");
    }

    @Test
    void onlyAPublicIncidentOfAStatusThatWakesEscalates() {
        dispatch.settle(about("a/1", "warning"));
        dispatch.settle(event("critical").id("p").to(ANNA).event());
        pass(Duration.ofMinutes(30));
        assertThat(told).isEmpty();

        critical("a/1");
        pass(Duration.ofMinutes(6));
        assertThat(told).containsExactly("35 min: [1]");

        dispatch.settle(about("a/1", "warning"));
        pass(Duration.ofHours(1));
        assertThat(told).hasSize(1);
    }

    @Test
    void theSameEventAgainDoesNotStartItAgain() {
        critical("a/1");
        for (int minute = 0; minute < 20; minute++) {
            pass(Duration.ofMinutes(1));
            critical("a/1");
        }
        assertThat(told).containsExactly("5 min: [1]", "10 min: [1, 3]", "15 min: [3]");
    }

    @Test
    void aStepThatReachesNobodyTellsThoseWhomTheRuleSelects() {
        dispatch.users.logout(CLARAS);
        critical("a/1");
        pass(Duration.ofMinutes(16));
        assertThat(told).containsExactly("5 min: [1]", "10 min: [1]", "15 min: [1]");
    }

    @Test
    void aStepMayCallARouteInsteadOfPeople() {
        EscalationPolicy policy =
                new EscalationPolicy(List.of(new Step(Duration.ofMinutes(1), Target.ROUTE)), Duration.ofMinutes(1));
        dispatch = new DispatchFixture(REDIS, REDIS.commands(), clock, policy);
        critical("a/1");
        pass(Duration.ofMinutes(1));

        assertThat(told).containsExactly("1 min: []");
        assertThat(REDIS.commands().xrange(REDIS.keys().escalated(), Range.create("-", "+")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getBody())
                        .containsEntry("key", "a/1")
                        .containsEntry("number", "1")
                        .containsEntry("status", "critical")
                        .containsEntry("title", "critical thing")
                        .containsEntry("area", "north")
                        .containsEntry("step", "1"));
    }

    @Test
    void theStepsOfAnAreaAreThoseOfTheDirectoryOfNow() {
        AtomicReference<Directory> directory = new AtomicReference<>(withSteps("2m administrators, 5m area"));
        EscalationPolicies policies = new AreaEscalationPolicies(Samples.ESCALATION, directory::get);
        dispatch = new DispatchFixture(REDIS, REDIS.commands(), clock, policies);
        owners = new IncidentOwners(REDIS.commands(), REDIS.keys(), policies, Acts.NONE, clock);
        critical("a/1");
        dispatch.settle(event("critical").key("s/1").area("south").event());

        pass(Duration.ofMinutes(6));
        assertThat(told).containsExactly("2 min: [3]", "5 min: [1, 3]", "5 min: [2, 3]");

        Owner anna = new Owner(ANNAS, "Anna", clock.instant());
        owners.take(1, 1, anna);
        directory.set(withSteps("1m administrators"));
        owners.release(1, 1, anna);
        owners.take(2, 1, anna);
        told.clear();
        pass(Duration.ofMinutes(14));
        assertThat(told).as("a repetition of the last step").isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(told).containsExactly("21 min: [3]");

        directory.set(withSteps("none"));
        pass(Duration.ofMinutes(30));
        assertThat(told).as("the request finds no step any more").containsExactly("21 min: [3]", "36 min: []");
        assertThat(REDIS.commands().zcard(REDIS.keys().escalations())).isZero();
    }

    private static Directory withSteps(String steps) {
        return Directory.of(
                Samples.DIRECTORY.people(),
                Samples.DIRECTORY.areas(),
                Samples.DIRECTORY.ranges(),
                Map.of("north", steps),
                Map.of());
    }

    @Test
    void theDirectoryKeepsTheStepsOfItsAreas() {
        dispatch.directories.replace(withSteps("1m area"));

        Directory read = new DirectoryService(REDIS.commands(), REDIS.keys(), true).current();

        assertThat(read.escalations()).containsExactly(Map.entry("north", "1m area"));
        assertThat(read.sameAs(Samples.DIRECTORY)).isFalse();
    }

    @Test
    void theStepsMustComeOneAfterTheOther() {
        assertThatThrownBy(() -> new EscalationPolicy(
                        List.of(
                                new Step(Duration.ofMinutes(10), Target.AREA),
                                new Step(Duration.ofMinutes(10), Target.ADMINISTRATORS)),
                        Duration.ofMinutes(15)))
                .hasMessage("a step comes after PT10M, but must come later than the step before it, which comes after"
                        + " PT10M");
    }

    private void critical(String key) {
        dispatch.settle(about(key, "critical"));
    }

    private static Event about(String key, String status) {
        return event(status).key(key).area("north").event();
    }

    /** Looks every minute for what is due, and notes whom it tells. */
    private void pass(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            clock.advance(Duration.ofMinutes(1));
            for (EscalationRequest request : due.find(10)) {
                note(dispatch.settle(request));
                assertThat(dispatch.settle(request).entries())
                        .as("the same request again")
                        .isEmpty();
            }
        }
    }

    private void note(DispatchResult result) {
        assertThat(result.entries()).allMatch(entry -> entry.why() == Why.ESCALATED);
        told.add(Duration.between(start, clock.instant()).toMinutes() + " min: "
                + result.entries().stream().map(OutboxEntry::chat).toList());
    }

    private OwnerReminders reminders() {
        return new OwnerReminders(REDIS.commands(), REDIS.keys(), owners, Samples.ESCALATION, clock);
    }

    private static List<String> asked(DispatchResult result) {
        return result.outcomes().stream()
                .flatMap(outcome -> outcome.report(DispatchOutcome.OwnerAsked.class).stream())
                .map(DispatchOutcome.OwnerAsked::title)
                .toList();
    }

    private List<HistoryEntry> history() {
        return new IncidentHistory(REDIS.commands(), REDIS.keys(), Acts.NONE).of("a/1");
    }
}
