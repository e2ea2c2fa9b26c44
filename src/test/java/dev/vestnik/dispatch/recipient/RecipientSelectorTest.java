package dev.vestnik.dispatch.recipient;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static dev.vestnik.testing.Samples.DIRECTORY;
import static dev.vestnik.testing.Samples.STATUSES;
import static dev.vestnik.testing.Samples.event;
import static dev.vestnik.testing.Samples.person;
import static dev.vestnik.testing.UserFixtures.disabled;
import static dev.vestnik.testing.UserFixtures.offDuty;
import static dev.vestnik.testing.UserFixtures.onDuty;
import static dev.vestnik.testing.UserFixtures.selecting;
import static dev.vestnik.testing.UserFixtures.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.event.Event;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.outbox.PassedOver.Somebody;
import dev.vestnik.user.Obstacle;
import dev.vestnik.user.User;
import dev.vestnik.user.UserSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each sentence of "Who gets an event". */
class RecipientSelectorTest {
    private static final long ANNAS = 1001;
    private static final long BORISES = 1002;
    private static final long CLARAS = 1003;
    private static final Event NORTH = event("critical").area("north").event();
    private static final Event NORTH_WARNING = event("warning").area("north").event();

    @Test
    void whoIsOnDutyForTheAreaGetsIt() {
        assertThat(of(NORTH, onDuty(ANNA, ANNAS), onDuty(BORIS, BORISES), offDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(ANNAS, Why.DUTY));
    }

    @Test
    void anAdministratorOnDutyForAllAreasIsOnDutyForEach() {
        assertThat(of(NORTH_WARNING, onDuty(ANNA, ANNAS), onDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(ANNAS, Why.DUTY), new Recipient(CLARAS, Why.DUTY));
    }

    @Test
    void nobodyOnDutyACriticalOneWakesWhoAnswersForTheArea() {
        assertThat(of(NORTH, offDuty(ANNA, ANNAS), onDuty(BORIS, BORISES)))
                .containsExactly(new Recipient(ANNAS, Why.WOKEN));
    }

    @Test
    void nobodyOnDutyAWarningWaits() {
        assertThat(of(NORTH_WARNING, offDuty(ANNA, ANNAS), onDuty(BORIS, BORISES), offDuty(CLARA, CLARAS)))
                .isEmpty();
        assertThat(of(event("info").area("north").event(), offDuty(ANNA, ANNAS)))
                .isEmpty();
    }

    @Test
    void nobodyAnsweringForTheAreaACriticalOneReachesTheAdministrators() {
        Person chief = person("+79160000009", "Chief", Role.ADMIN);
        Directory directory = Directory.of(List.of(ANNA, chief), Map.of("north", "N", "south", "S"), Map.of());

        assertThat(of(event("critical").area("south").event(), directory, offDuty(ANNA, ANNAS), offDuty(chief, 9)))
                .containsExactly(new Recipient(9, Why.ADMIN));
        assertThat(of(event("warning").area("south").event(), directory, offDuty(ANNA, ANNAS), offDuty(chief, 9)))
                .isEmpty();
    }

    @Test
    void whoHasDisabledNotificationsIsNotReachableOnDutyOrOff() {
        assertThat(of(NORTH, disabled(onDuty(ANNA, ANNAS)), offDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(CLARAS, Why.WOKEN));
    }

    @Test
    void whoHasBlockedTheBotIsNotReachable() {
        assertThat(of(NORTH, unreachable(onDuty(ANNA, ANNAS)), offDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(CLARAS, Why.WOKEN));
    }

    @Test
    void whoIsNotInTheDirectoryAnyMoreGetsNothing() {
        Person gone = person("+79169999999", "Gone", Role.ADMIN, "*");

        assertThat(of(NORTH, onDuty(gone, 9))).isEmpty();
        assertThat(of(event("critical").to(gone).event(), onDuty(gone, 9))).isEmpty();
    }

    @Test
    void namedPeopleGetItOnDutyOrNotWhateverTheArea() {
        Event event = event("info").area("south").to(ANNA).event();

        assertThat(of(event, offDuty(ANNA, ANNAS), onDuty(BORIS, BORISES)))
                .containsExactly(new Recipient(ANNAS, Why.NAMED));
    }

    @Test
    void ofNamedPeopleOnlyTheReachableGetItAndNobodyElse() {
        Event event = event("critical").to(ANNA, BORIS).event();

        assertThat(of(event, offDuty(ANNA, ANNAS), disabled(onDuty(BORIS, BORISES)), onDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(ANNAS, Why.NAMED));
    }

    @Test
    void noneOfTheNamedReachableTheAdministratorsGetTheTitleWhateverTheStatus() {
        Event event = event("info").to(ANNA).event();

        assertThat(of(
                        event,
                        unreachable(onDuty(ANNA, ANNAS)),
                        onDuty(BORIS, BORISES),
                        selecting(offDuty(CLARA, CLARAS))))
                .containsExactly(new Recipient(CLARAS, Why.TITLE_ONLY));
    }

    @Test
    void namedPeopleGetWhatTheyHaveNotSelected() {
        assertThat(of(event("critical").to(ANNA).event(), selecting(offDuty(ANNA, ANNAS), "info")))
                .containsExactly(new Recipient(ANNAS, Why.NAMED));
        assertThat(of(event("resolved").to(ANNA).event(), selecting(offDuty(ANNA, ANNAS)), onDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(ANNAS, Why.NAMED));
    }

    @Test
    void theAdministratorsSeeWhomTheEventCouldNotReach() {
        Person gone = person("+79169999999", "Gone", Role.OPERATOR);
        Event event = event("critical").to(ANNA, BORIS, gone, ANNA).event();

        assertThat(selection(event, DIRECTORY, disabled(onDuty(ANNA, ANNAS)), offDuty(CLARA, CLARAS))
                        .passedOver()
                        .people())
                .containsExactly(
                        new Somebody(ANNAS, "Анна Орлова", Obstacle.DISABLED),
                        new Somebody(0, "Борис Лебедев", Obstacle.NOT_LOGGED_IN),
                        new Somebody(0, "", Obstacle.NOT_IN_DIRECTORY));
    }

    @Test
    void aWarningThatIsDeselectedOnDutyWaits() {
        assertThat(of(NORTH_WARNING, selecting(onDuty(ANNA, ANNAS), "critical"), onDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(CLARAS, Why.DUTY));
        assertThat(of(NORTH_WARNING, selecting(onDuty(ANNA, ANNAS), "critical"), offDuty(CLARA, CLARAS)))
                .isEmpty();
    }

    @Test
    void aCriticalOneGoesToTheFirstStepWithSomebodyWhoHasSelectedIt() {
        assertThat(of(NORTH, selecting(onDuty(ANNA, ANNAS), "info"), offDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(CLARAS, Why.WOKEN));
        Person chief = person("+79160000009", "Chief", Role.ADMIN);
        Directory directory = Directory.of(List.of(ANNA, chief), Map.of("north", "N"), Map.of());
        assertThat(of(NORTH, directory, selecting(onDuty(ANNA, ANNAS), "info"), offDuty(chief, 9)))
                .containsExactly(new Recipient(9, Why.ADMIN));
    }

    @Test
    void aCriticalOneThatNobodyHasSelectedGoesToTheFirstStepWithSomebodyReachable() {
        assertThat(of(NORTH, selecting(onDuty(ANNA, ANNAS)), selecting(offDuty(CLARA, CLARAS))))
                .containsExactly(new Recipient(ANNAS, Why.NOT_SELECTED));
        assertThat(of(NORTH, disabled(onDuty(ANNA, ANNAS)), selecting(offDuty(CLARA, CLARAS), "info")))
                .containsExactly(new Recipient(CLARAS, Why.NOT_SELECTED));
        assertThat(of(event("critical").event(), selecting(offDuty(CLARA, CLARAS))))
                .containsExactly(new Recipient(CLARAS, Why.NOT_SELECTED));
    }

    @Test
    void theReasonNamesWhoShouldHaveGotIt() {
        assertThat(selection(NORTH, DIRECTORY, disabled(onDuty(ANNA, ANNAS)), offDuty(CLARA, CLARAS)))
                .isEqualTo(new Selection(
                        List.of(new Recipient(CLARAS, Why.WOKEN)),
                        PassedOver.of(List.of(new Somebody(ANNAS, "Анна Орлова", Obstacle.DISABLED)))));
        assertThat(selection(NORTH, DIRECTORY, selecting(onDuty(ANNA, ANNAS)), unreachable(offDuty(CLARA, CLARAS)))
                        .passedOver()
                        .word())
                .isEqualTo("1001:not-selected,1003:unreachable");
        assertThat(selection(NORTH, DIRECTORY, offDuty(ANNA, ANNAS))
                        .passedOver()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void theAddressFindsTheAreaWhereNoneIsNamed() {
        assertThat(of(event("warning").ip("10.2.0.1").event(), onDuty(ANNA, ANNAS), onDuty(BORIS, BORISES)))
                .containsExactly(new Recipient(BORISES, Why.DUTY));
        assertThat(of(event("warning").ip("2001:db8:1::9").event(), onDuty(ANNA, ANNAS), onDuty(BORIS, BORISES)))
                .containsExactly(new Recipient(ANNAS, Why.DUTY));
    }

    @Test
    void theNamedAreaWinsOverTheAddress() {
        assertThat(of(
                        event("warning").area("north").ip("10.2.0.1").event(),
                        onDuty(ANNA, ANNAS),
                        onDuty(BORIS, BORISES)))
                .containsExactly(new Recipient(ANNAS, Why.DUTY));
    }

    @Test
    void aNamedAreaThatIsUnknownLeavesItToTheAddress() {
        assertThat(of(
                        event("warning").area("east").ip("10.2.0.1").event(),
                        onDuty(ANNA, ANNAS),
                        onDuty(BORIS, BORISES)))
                .containsExactly(new Recipient(BORISES, Why.DUTY));
    }

    @Test
    void anUnknownAreaIsTheAdministratorsAndSaysSo() {
        for (Event event : List.of(
                event("critical").ip("10.9.9.9").event(),
                event("warning").area("east").event(),
                event("info").event())) {
            assertThat(of(event, onDuty(ANNA, ANNAS), offDuty(CLARA, CLARAS)))
                    .containsExactly(new Recipient(CLARAS, Why.UNKNOWN_AREA));
        }
    }

    @Test
    void anUnknownAreaIsTheDefaultOneWhereThatIsSet() {
        LoggedInUsers audience = audience(DIRECTORY, onDuty(ANNA, ANNAS), onDuty(BORIS, BORISES));
        RecipientSelector recipients = new RecipientSelector("south");
        Event event = event("warning").ip("10.9.9.9").event();

        assertThat(recipients.areaOf(event, DIRECTORY)).contains("south");
        assertThat(recipients
                        .of(List.of(), STATUSES.named("warning").orElseThrow(), "south", Set.of(), audience)
                        .recipients())
                .containsExactly(new Recipient(BORISES, Why.DUTY));
        assertThat(new RecipientSelector("nowhere").areaOf(event, DIRECTORY)).isEmpty();
    }

    @Test
    void nobodyIsLeft() {
        assertThat(of(NORTH)).isEmpty();
        assertThat(of(NORTH, disabled(onDuty(ANNA, ANNAS)), unreachable(onDuty(CLARA, CLARAS))))
                .isEmpty();
    }

    @Test
    void aClosingEventGoesToWhoHoldsTheCardOnDutyOrNot() {
        assertThat(closing(Set.of(BORISES, ANNAS), offDuty(ANNA, ANNAS), onDuty(BORIS, BORISES), onDuty(CLARA, CLARAS)))
                .containsExactly(new Recipient(ANNAS, Why.HOLDER), new Recipient(BORISES, Why.HOLDER));
    }

    @Test
    void aClosingEventIsNoMessageToAHolderWhoHasNotSelectedItOrIsNotReachable() {
        assertThat(closing(
                        Set.of(ANNAS, BORISES, 77L),
                        selecting(onDuty(ANNA, ANNAS), "critical"),
                        disabled(onDuty(BORIS, BORISES)),
                        onDuty(CLARA, CLARAS)))
                .isEmpty();
    }

    @Test
    void aClosingEventThatNobodyHoldsGoesToNobody() {
        assertThat(closing(Set.of(), onDuty(ANNA, ANNAS), onDuty(CLARA, CLARAS)))
                .isEmpty();
    }

    private static List<Recipient> closing(Set<Long> holders, User... users) {
        return new RecipientSelector(null)
                .of(List.of(), STATUSES.named("resolved").orElseThrow(), "north", holders, audience(DIRECTORY, users))
                .recipients();
    }

    private static List<Recipient> of(Event event, User... users) {
        return of(event, DIRECTORY, users);
    }

    private static List<Recipient> of(Event event, Directory directory, User... users) {
        return selection(event, directory, users).recipients();
    }

    private static Selection selection(Event event, Directory directory, User... users) {
        RecipientSelector recipients = new RecipientSelector(null);
        return recipients.of(
                event.to(),
                STATUSES.named(event.status()).orElseThrow(),
                recipients.areaOf(event, directory).orElse(null),
                Set.of(),
                audience(directory, users));
    }

    private static LoggedInUsers audience(Directory directory, User... users) {
        return new LoggedInUsers(directory, new UserSnapshot(List.of(users)));
    }
}
