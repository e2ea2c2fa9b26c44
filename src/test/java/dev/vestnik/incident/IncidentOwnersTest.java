package dev.vestnik.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.event.Event;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Press.Outcome;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IncidentOwnersTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Owner ANNA = new Owner(1, "Anna Orlova", NOW);
    private static final Owner BORIS = new Owner(2, "Boris Titov", NOW);

    private DispatchFixture dispatch;
    private IncidentOwners owners;
    private IncidentHistory history;

    @BeforeEach
    void oneIncidentIsOpen() {
        dispatch = new DispatchFixture(REDIS);
        UserFixtures.logIn(REDIS, 1, 2);
        owners = new IncidentOwners(
                REDIS.commands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, Clock.fixed(NOW, ZoneOffset.UTC));
        history = new IncidentHistory(REDIS.commands(), REDIS.keys(), Acts.NONE);
        dispatch.settle(event("critical", "a/1"));
    }

    @Test
    void numbersCountAndAreFound() {
        dispatch.settle(event("critical", "b/1"), event("critical", "a/1"), event("warning", "c/1"));

        assertThat(dispatch.incidents.byNumber(1)).map(Incident::key).contains("a/1");
        assertThat(dispatch.incidents.byNumber(2)).map(Incident::key).contains("b/1");
        assertThat(dispatch.incidents.byNumber(3)).map(Incident::key).contains("c/1");
        assertThat(dispatch.incidents.byNumber(4)).isEmpty();
    }

    @Test
    void theFirstPressWins() {
        assertThat(owners.take(1, 1, ANNA)).isEqualTo(new Press(Outcome.DONE, ANNA, incident()));

        Press second = owners.take(1, 1, BORIS);

        assertThat(second.outcome()).isEqualTo(Outcome.OTHER_OWNER);
        assertThat(second.owner()).isEqualTo(ANNA);
        assertThat(owners.owner("a/1")).contains(ANNA);
        assertThat(owners.owners(List.of("a/1", "b/1"))).containsOnlyKeys("a/1");
    }

    @Test
    void whoHasLoggedOutTakesNothingAndGetsNothing() {
        owners.take(1, 1, ANNA);
        dispatch.users.logout(2);

        assertThat(owners.handOver(1, 1, 1, BORIS, "Anna").outcome()).isEqualTo(Outcome.LOGGED_OUT);
        assertThat(owners.owner("a/1")).contains(ANNA);
        owners.release(1, 1, ANNA);
        assertThat(owners.take(1, 1, BORIS).outcome()).isEqualTo(Outcome.LOGGED_OUT);
        assertThat(owners.owner("a/1")).isEmpty();
        assertThat(kinds()).containsExactly(Kind.TAKEN, Kind.RELEASED);
    }

    @Test
    void theSamePressAgainChangesNothing() {
        owners.take(1, 1, ANNA);

        assertThat(owners.take(1, 1, ANNA).done()).isTrue();
        assertThat(kinds()).containsExactly(Kind.TAKEN);

        owners.release(1, 1, ANNA);

        assertThat(owners.release(1, 1, ANNA).done()).isTrue();
        assertThat(kinds()).containsExactly(Kind.TAKEN, Kind.RELEASED);
        assertThat(owners.owner("a/1")).isEmpty();
    }

    @Test
    void onlyTheOwnerThatTheCardShowedIsReplaced() {
        owners.take(1, 1, ANNA);

        assertThat(owners.release(1, 1, BORIS).outcome()).isEqualTo(Outcome.OTHER_OWNER);
        assertThat(owners.handOver(1, 1, 3, BORIS, BORIS.name()).outcome()).isEqualTo(Outcome.OTHER_OWNER);
        assertThat(owners.owner("a/1")).contains(ANNA);

        assertThat(owners.handOver(1, 1, ANNA.chat(), BORIS, BORIS.name()).done())
                .isTrue();
        assertThat(owners.owner("a/1")).contains(BORIS);
        assertThat(history.of("a/1").get(1))
                .isEqualTo(new HistoryEntry(NOW, Kind.HANDED_OVER, "Boris Titov", "Boris Titov"));
    }

    @Test
    void aPressAfterTheEndChangesNothing() {
        dispatch.settle(event("resolved", "a/1"));

        Press late = owners.take(1, 1, ANNA);

        assertThat(late.outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(Objects.requireNonNull(late.incident()).closed()).isNotNull();
        assertThat(owners.owner("a/1")).isEmpty();
    }

    @Test
    void aKeyThatOpensAgainKeepsItsNumberAndHasNoOwner() {
        owners.take(1, 1, ANNA);
        dispatch.settle(event("resolved", "a/1"));
        assertThat(owners.owner("a/1")).as("the closed card shows who had it").contains(ANNA);
        assertThat(REDIS.commands().pttl(REDIS.keys().owner("a/1"))).isPositive();

        dispatch.settle(event("critical", "a/1"));

        assertThat(incident().number()).isEqualTo(1);
        assertThat(incident().generation()).isEqualTo(2);
        assertThat(owners.owner("a/1")).isEmpty();
        assertThat(kinds()).containsExactly(Kind.TAKEN, Kind.RESOLVED, Kind.REOPENED);
        assertThat(REDIS.commands().pttl(REDIS.keys().history("a/1"))).isEqualTo(-1);
        assertThat(owners.take(1, 1, ANNA).outcome()).as("an old card").isEqualTo(Outcome.REOPENED);
        assertThat(owners.take(1, 2, ANNA).done()).isTrue();
    }

    @Test
    void anEventWhileItIsOwnedKeepsTheOwner() {
        owners.take(1, 1, ANNA);

        dispatch.settle(event("warning", "a/1"));

        assertThat(owners.owner("a/1")).contains(ANNA);
        assertThat(history.of("a/1").get(1).text()).isEqualTo("warning");
        assertThat(outdated()).containsExactly("a/1");
    }

    @Test
    void anUnknownNumberIsGone() {
        assertThat(owners.take(7, 1, ANNA)).isEqualTo(new Press(Outcome.GONE, null, null));
    }

    @Test
    void whatHasBecomeWorseSinceThePersonSawItStaysOpen() {
        dispatch.settle(new ClosingRequest(new Opening("a/1", 1, 1), 2, "Anna Orlova", 1001));
        assertThat(incident().open()).as("critical, seen as warning").isTrue();

        dispatch.settle(event("warning", "a/1"));
        dispatch.settle(new ClosingRequest(new Opening("a/1", 1, 1), 2, "Anna Orlova", 1001));
        assertThat(incident().open()).isFalse();
    }

    @Test
    void aPersonClosesTheOpeningThatTheySaw() {
        dispatch.settle(new ClosingRequest(new Opening("a/1", 1, 1), 1, "Anna Orlova", 1001));

        assertThat(incident().open()).isFalse();
        assertThat(incident().closedBy()).isEqualTo("Anna Orlova");
        assertThat(incident().status()).isEqualTo("critical");
        assertThat(outdated()).containsExactly("a/1");

        dispatch.settle(event("critical", "a/1"));
        dispatch.settle(new ClosingRequest(new Opening("a/1", 1, 1), 1, "Anna Orlova", 1001));

        assertThat(incident().open()).as("opened again meanwhile").isTrue();
        assertThat(incident().closedBy()).isNull();
    }

    @Test
    void aRefusedRequestSaysWhy() {
        assertThat(refused(new ClosingRequest(new Opening("a/9", 9, 1), 1, "Anna Orlova", 1001)))
                .isEqualTo("GONE null");
        assertThat(refused(new ClosingRequest(new Opening("a/1", 1, 1), 2, "Anna Orlova", 1001)))
                .isEqualTo("WORSE null");
        assertThat(refused(new ClosingRequest(new Opening("a/1", 1, 1), 1, "Anna Orlova", 1001)))
                .isEqualTo("");
        assertThat(refused(new ClosingRequest(new Opening("a/1", 1, 1), 1, "Anna Orlova", 1001)))
                .as("pressed twice")
                .isEqualTo("");
        assertThat(refused(new ClosingRequest(new Opening("a/1", 1, 1), 1, "Boris", 1002)))
                .isEqualTo("CLOSED Anna Orlova");

        dispatch.settle(event("critical", "a/1"));
        assertThat(refused(new ClosingRequest(new Opening("a/1", 1, 1), 1, "Anna Orlova", 1001)))
                .isEqualTo("REOPENED null");
        dispatch.settle(event("resolved", "a/1"));
        assertThat(refused(new ClosingRequest(new Opening("a/1", 1, 2), 1, "Anna Orlova", 1001)))
                .isEqualTo("CLOSED null");
    }

    private String refused(ClosingRequest request) {
        return dispatch.settle(request).outcomes().stream()
                .flatMap(outcome -> outcome.report(DispatchOutcome.NotClosed.class).stream())
                .map(DispatchOutcome.NotClosed::refused)
                .map(refused -> refused.why() + " " + refused.closedBy())
                .collect(Collectors.joining());
    }

    @Test
    void aNoteIsKeptOnceWithItsTime() {
        assertThat(history.note(incident(), NOW, "Anna Orlova", "on my way")).isTrue();
        assertThat(history.note(incident(), NOW, "Anna Orlova", "on my way")).isTrue();

        assertThat(history.of("a/1")).containsExactly(new HistoryEntry(NOW, Kind.NOTED, "Anna Orlova", "on my way"));
        assertThat(outdated()).containsExactly("a/1");
    }

    private Incident incident() {
        Incident incident = dispatch.incidents.find("a/1").orElseThrow();
        return incident.withHolders(Set.of());
    }

    private List<Kind> kinds() {
        return history.of("a/1").stream().map(HistoryEntry::kind).toList();
    }

    private static List<String> outdated() {
        return REDIS.commands().zrange(REDIS.keys().outdatedCards(), 0, -1);
    }

    private static Event event(String status, String key) {
        return Samples.event(status).key(key).area("north").event();
    }
}
