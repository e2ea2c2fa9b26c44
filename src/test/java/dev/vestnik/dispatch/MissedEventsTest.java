package dev.vestnik.dispatch;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static dev.vestnik.testing.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.dispatch.DispatchOutcome.Kind;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Incident;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.HashedChat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that reach nobody, private events, and events whose time is not that of their arrival. */
class MissedEventsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Event NORTH = event("critical").key("k").area("north").event();

    private DispatchFixture dispatch;

    @BeforeEach
    void nobodyIsReachable() {
        dispatch = new DispatchFixture(REDIS);
        dispatch.users.login(1001, ANNA.phone(), "ru");
        dispatch.users.login(1002, BORIS.phone(), "ru");
        dispatch.users.login(1003, CLARA.phone(), "en");
        List.of(1001L, 1002L, 1003L).forEach(dispatch.users::disable);
    }

    @Test
    void whatReachedNobodyIsKeptCountedAndReportedWithoutPhoneAndText() {
        dispatch.users.joinPool(1001, null);
        DispatchResult done = dispatch.settle(NORTH);

        assertThat(done.entries()).isEmpty();
        assertThat(done.outcomes().get(0).kind()).isEqualTo(Kind.UNROUTED);
        assertThat(done.outcomes().get(0).report())
                .isEqualTo(new DispatchOutcome.ReachedNobody(
                        new EventSubject("1-0", "k", 1L),
                        "Event 1-0 (critical) has reached nobody: chat " + HashedChat.of(1001) + " disabled, chat "
                                + HashedChat.of(1003)
                                + " disabled. It is sent to the first of them who becomes reachable"));
        assertThat(dispatch.incidents.missedEvents()).containsExactly("1-0");
        assertThat(dispatch.settle(event("warning").area("north").event())
                        .outcomes()
                        .get(0)
                        .report())
                .isNull();
        assertThat(REDIS.commands().hget(REDIS.keys().ledgerCounts(), "unrouted"))
                .isEqualTo("2");
    }

    @Test
    void theFirstWhoIsReachableGetsItOnce() {
        dispatch.settle(NORTH);
        assertThat(dispatch.sendMissed().entries()).as("still nobody").isEmpty();
        dispatch.users.enable(1002);
        assertThat(dispatch.sendMissed().entries()).as("another area").isEmpty();
        dispatch.users.enable(1003);

        assertThat(sent(dispatch.sendMissed())).containsExactly(tuple(1003L, "1-0", Why.MISSED));

        dispatch.users.enable(1001);
        assertThat(dispatch.sendMissed().entries()).isEmpty();
        assertThat(dispatch.incidents.missedEvents()).isEmpty();
        assertThat(dispatch.incidents.find("k").orElseThrow().holders()).containsExactly(1003L);
    }

    @Test
    void twoRequestsInOneBatchSendItOnce() {
        dispatch.settle(NORTH);
        dispatch.users.enable(1001);

        DispatchResult done = dispatch.settleArrivals(
                List.of(new EventStreamEntry.MissedRequest("8-0"), new EventStreamEntry.MissedRequest("9-0")));

        assertThat(sent(done)).containsExactly(tuple(1001L, "1-0", Why.MISSED));
    }

    @Test
    void whoeverIsAddedToTheDirectoryGetsItToo() {
        dispatch.settle(event("critical").area("south").event());
        dispatch.directories.replace(Directory.of(
                List.of(ANNA, new Person(BORIS.phone(), "B", java.util.Set.of("north"), BORIS.role(), null, null)),
                Map.of("north", "N", "south", "S"),
                Map.of()));
        dispatch.users.enable(1002);
        assertThat(dispatch.sendMissed().entries()).isEmpty();
        dispatch.directories.replace(Samples.DIRECTORY);

        assertThat(sent(dispatch.sendMissed())).containsExactly(tuple(1002L, "1-0", Why.MISSED));
    }

    @Test
    void whatWasResolvedMeanwhileIsSentWithItsEnd() {
        dispatch.settle(NORTH);
        dispatch.settle(event("resolved").key("k").area("north").event());
        dispatch.users.enable(1001);

        assertThat(sent(dispatch.sendMissed()))
                .containsExactly(tuple(1001L, "1-0", Why.MISSED), tuple(1001L, "2-0", Why.HOLDER));
    }

    @Test
    void anEventThatMetTheLastReachablePersonUnreachableIsMissed() {
        dispatch.users.enable(1001);
        dispatch.settle(NORTH);
        dispatch.users.setUnreachable(1001);

        DispatchResult done =
                dispatch.settleArrivals(List.of(new EventStreamEntry.RedispatchRequest("9-0", "1-0", 1001)));

        assertThat(done.outcomes().get(0).report(DispatchOutcome.ReachedNobody.class))
                .hasValueSatisfying(nobody ->
                        assertThat(nobody.sentence()).contains("chat " + HashedChat.of(1001) + " unreachable"));
        dispatch.users.setReachable(1001);
        assertThat(sent(dispatch.sendMissed())).containsExactly(tuple(1001L, "1-0", Why.MISSED));
    }

    @Test
    void anEventThatTelegramRefusesForSomebodyReachableIsNotSentThereAgain() {
        dispatch.users.enable(1001);
        dispatch.settle(NORTH);
        dispatch.settleArrivals(List.of(new EventStreamEntry.RedispatchRequest("9-0", "1-0", 1001)));

        assertThat(dispatch.sendMissed().entries()).isEmpty();
        dispatch.users.enable(1003);
        assertThat(sent(dispatch.sendMissed())).containsExactly(tuple(1003L, "1-0", Why.MISSED));
    }

    @Test
    void aMissedEventThatExpiresIsForgotten() {
        dispatch.settle(event("critical")
                .area("north")
                .time(Instant.now().minusSeconds(3_599))
                .expires(Duration.ofHours(1))
                .event());
        assertThat(dispatch.incidents.missedEvents()).hasSize(1);
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            dispatch.sendMissed();
            assertThat(dispatch.incidents.missedEvents()).isEmpty();
        });
    }

    @Test
    void aPrivateEventIsInNobodyElsesList() {
        dispatch.users.enable(1003);
        dispatch.settle(event("critical").key("p").area("north").to(BORIS).event());

        assertThat(dispatch.incidents.openFor(BORIS, 10))
                .extracting(Incident::key)
                .containsExactly("p");
        assertThat(dispatch.incidents.openFor(ANNA, 10)).isEmpty();
        assertThat(dispatch.incidents.openFor(CLARA, 10)).isEmpty();
    }

    @Test
    void theAdministratorsGetTheTitleOnceAndTheAddresseeTheEvent() {
        dispatch.users.enable(1001);
        Event secret = event("critical").key("p").area("north").to(BORIS).event();
        assertThat(dispatch.settle(secret).entries())
                .as("no administrator either")
                .isEmpty();
        dispatch.users.enable(1003);
        assertThat(sent(dispatch.sendMissed())).containsExactly(tuple(1003L, "1-0", Why.TITLE_ONLY));
        assertThat(dispatch.sendMissed().entries()).isEmpty();
        assertThat(dispatch.incidents.find("p").orElseThrow().holders()).isEmpty();

        dispatch.users.enable(1002);

        assertThat(sent(dispatch.sendMissed())).containsExactly(tuple(1002L, "1-0", Why.MISSED));
        assertThat(sent(dispatch.settle(event("resolved").key("p").event())))
                .containsExactly(tuple(1002L, "5-0", Why.HOLDER));
    }

    @Test
    void aPrivateEventLeavesAPublicIncidentAsItIs() {
        dispatch.users.enable(1001);
        dispatch.settle(NORTH);
        dispatch.users.enable(1002);
        dispatch.settle(event("warning").key("k").area("south").to(BORIS).event());

        Incident incident = dispatch.incidents.find("k").orElseThrow();
        assertThat(incident.status()).isEqualTo("critical");
        assertThat(incident.event()).isEqualTo("1-0");
        assertThat(dispatch.incidents.openFor(ANNA, 10)).hasSize(1);
    }

    @Test
    void anOpeningEventThatArrivesAfterItsEndOpensNothingAndIsSentWithIt() {
        dispatch.users.enable(1001);
        Instant now = Instant.now();
        dispatch.settle(event("resolved").key("k").area("north").time(now).event());

        DispatchResult done = dispatch.settle(event("critical")
                .key("k")
                .area("north")
                .time(now.minusSeconds(5))
                .event());

        assertThat(sent(done)).containsExactly(tuple(1001L, "2-0", Why.WOKEN), tuple(1001L, "1-0", Why.HOLDER));
        assertThat(dispatch.openIncidents()).isZero();
        assertThat(REDIS.commands().pttl(REDIS.keys().incident("k")))
                .isBetween(1L, Duration.ofMinutes(10).toMillis());
    }

    @Test
    void downUpAndDownWithinOneSecondIsOpen() {
        dispatch.users.enable(1001);
        Instant now = Instant.now();
        dispatch.settle(
                event("critical").key("k").area("north").time(now).event(),
                event("resolved").key("k").time(now).event());
        assertThat(dispatch.openIncidents()).isZero();

        dispatch.settle(event("critical").key("k").area("north").time(now).event());

        assertThat(dispatch.incidents.find("k").orElseThrow().open()).isTrue();
    }

    @Test
    void theSameIdIsNoDuplicateInAnotherOpening() {
        dispatch.users.enable(1001);
        Event down = event("critical").id("zbx-1").area("north").event();
        Event up = event("resolved").id("zbx-1").event();

        assertThat(kinds(dispatch.settle(down, down, up, up, down, down, up)))
                .containsExactly(
                        Kind.ROUTED,
                        Kind.DUPLICATE,
                        Kind.ROUTED,
                        Kind.DUPLICATE,
                        Kind.ROUTED,
                        Kind.DUPLICATE,
                        Kind.ROUTED);
        assertThat(kinds(dispatch.settle(down))).containsExactly(Kind.ROUTED);
        assertThat(kinds(dispatch.settle(down))).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void anEntryIsNotADuplicateOfItself() {
        dispatch.users.enable(1001);
        Event down = event("critical").id("zbx-1").area("north").event();
        dispatch.settle(down);

        byte[] json = dev.vestnik.store.EventJson.write(down).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(kinds(dispatch.settleArrivals(List.of(new EventStreamEntry.Raw("1-0", json)))))
                .containsExactly(Kind.ROUTED);
    }

    @Test
    void anIncidentHasTheAgeOfItsEvent() {
        Instant week = Instant.now().minus(Duration.ofDays(7)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        dispatch.settle(
                event("critical").key("old").area("north").time(week).event(),
                event("critical")
                        .key("future")
                        .area("north")
                        .time(Instant.now().plus(Duration.ofDays(365)))
                        .event());

        assertThat(dispatch.incidents.find("old").orElseThrow().opened()).isEqualTo(week);
        assertThat(dispatch.incidents.find("future").orElseThrow().opened()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void anExpiredEventOpensNothingAndIsCounted() {
        dispatch.users.enable(1001);

        DispatchResult done = dispatch.settle(event("critical")
                .key("k")
                .area("north")
                .expires(Duration.ofHours(1))
                .event());

        assertThat(kinds(done)).containsExactly(Kind.EXPIRED);
        assertThat(done.entries()).isEmpty();
        assertThat(dispatch.incidents.openFor(ANNA, 10)).isEmpty();
        assertThat(dispatch.incidents.missedEvents()).isEmpty();
        assertThat(REDIS.commands().hget(REDIS.keys().ledgerCounts(), "unrouted"))
                .isEqualTo("1");
    }

    private static List<Kind> kinds(DispatchResult done) {
        return done.outcomes().stream().map(DispatchOutcome::kind).toList();
    }

    private static List<Tuple> sent(DispatchResult done) {
        return done.entries().stream()
                .map((OutboxEntry entry) -> tuple(entry.chat(), entry.event(), entry.why()))
                .toList();
    }
}
