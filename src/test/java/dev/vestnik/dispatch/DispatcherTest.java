package dev.vestnik.dispatch;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static dev.vestnik.testing.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.directory.AreaRules;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.QuietHours;
import dev.vestnik.dispatch.DispatchOutcome.Kind;
import dev.vestnik.event.DrillEvent;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.ledger.EventHistory;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.outbox.PassedOver.Somebody;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.Obstacle;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DispatcherTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private DispatchFixture dispatch;

    @BeforeEach
    void annaAndBorisAreOnDutyAndClaraIsNot() {
        dispatch = new DispatchFixture(REDIS);
        dispatch.users.login(1001, ANNA.phone(), "ru");
        dispatch.users.login(1002, BORIS.phone(), "ru");
        dispatch.users.login(1003, CLARA.phone(), "en");
        dispatch.users.joinPool(1001, null);
        dispatch.users.joinPool(1002, null);
    }

    @Test
    void anEventBecomesOneEntryForEachChatAndIsKeptOnce() {
        DispatchResult done = dispatch.settle(
                event("critical").id("a").key("k").ip("10.1.0.1").event());

        assertThat(done.entries()).containsExactly(new OutboxEntry(1001, "1-0", Why.DUTY));
        Event kept = EventJson.read(REDIS.commands().get(REDIS.keys().event("1-0")));
        assertThat(kept.title()).isEqualTo("critical thing");
        assertThat(kept.area()).as("the area that was found by its address").isEqualTo("north");
        assertThat(REDIS.commands().pttl(REDIS.keys().event("1-0")))
                .isBetween(Duration.ofDays(7).toMillis(), Duration.ofDays(9).toMillis());
    }

    @Test
    void theQuietHoursOfAnAreaGoWithWhatDoesNotWake() {
        QuietHours night = QuietHours.parse("22:00-07:00").orElseThrow();
        Directory sample = Samples.DIRECTORY;
        dispatch.directories.replace(Directory.of(
                sample.people(),
                sample.areas(),
                sample.ranges(),
                Map.of(),
                Map.of("north", new AreaRules(Set.of(), night))));

        assertThat(dispatch.settle(
                                event("warning").ip("10.1.0.1").event(),
                                event("critical").ip("10.1.0.1").event(),
                                event("warning").area("south").event())
                        .entries())
                .extracting(OutboxEntry::event, OutboxEntry::quiet)
                .contains(tuple("1-0", night), tuple("2-0", null))
                .doesNotContain(tuple("3-0", night));
        assertThat(OutboxEntry.of(1001, new OutboxEntry(1001, "1-0", Why.DUTY, PassedOver.NOBODY, night).fields()))
                .isEqualTo(new OutboxEntry(1001, "1-0", Why.DUTY, PassedOver.NOBODY, night));
    }

    @Test
    void theEventOfADrillOpensNoIncidentWhateverItsStatus() {
        assertThat(Samples.STATUSES.ofDrills()).isEqualTo(Samples.INFO);
        Status status = new Statuses(List.of(Samples.CRITICAL, Samples.WARNING, Samples.RESOLVED)).ofDrills();
        assertThat(status).as("each one opens or closes").isEqualTo(Samples.WARNING);

        DispatchResult done = dispatch.settleRaw(List.of(("{\"id\":\"drill-7-ru\",\"source\":\"" + DrillEvent.SOURCE
                        + "\",\"status\":\"" + status.name() + "\",\"title\":\"x\",\"to\":[\"" + ANNA.phone() + "\"]}")
                .getBytes(StandardCharsets.UTF_8)));

        assertThat(done.entries()).containsExactly(new OutboxEntry(1001, "1-0", Why.NAMED));
        assertThat(dispatch.openIncidents()).isZero();
        assertThat(REDIS.commands().exists(REDIS.keys().lastIncidentNumber())).isZero();
    }

    @Test
    void theOldestEntriesOfAChatComeFirst() {
        DispatchResult done = dispatch.settle(
                event("critical").area("north").event(),
                event("warning").area("south").event(),
                event("info").area("north").event());

        assertThat(done.entries())
                .containsExactly(
                        new OutboxEntry(1001, "1-0", Why.DUTY),
                        new OutboxEntry(1002, "2-0", Why.DUTY),
                        new OutboxEntry(1001, "3-0", Why.DUTY));
    }

    @Test
    void nothingIsWrittenBeforeTheSettlement() {
        DispatchResult done = dispatch.dispatch(
                event("critical").id("a").key("k").area("north").event());

        assertThat(done.writes()).isNotEmpty();
        assertThat(REDIS.commands().keys("*seen*")).isEmpty();
        assertThat(REDIS.commands().keys("*incident*")).isEmpty();
        assertThat(dispatch.dispatch(
                                event("critical").id("a").key("k").area("north").event())
                        .entries())
                .as("a batch that failed is dispatched once more")
                .hasSize(1);
    }

    @Test
    void theSameIdWithTheSameStatusIsIgnoredForADay() {
        Event event = event("critical").id("a").key("k").area("north").event();

        assertThat(kinds(dispatch.settle(event, event))).containsExactly(Kind.ROUTED, Kind.DUPLICATE);
        assertThat(kinds(dispatch.settle(event))).containsExactly(Kind.DUPLICATE);
        assertThat(REDIS.commands().pttl(REDIS.keys().seen("a", "critical")))
                .isBetween(1L, Duration.ofHours(24).toMillis());
        assertThat(kinds(dispatch.settle(
                        event("warning").id("a").key("k").area("north").event())))
                .as("the same id with another status")
                .containsExactly(Kind.ROUTED);
    }

    @Test
    void withoutIdThereIsNoSuchCheck() {
        Event event = event("info").key("k").area("north").event();

        assertThat(kinds(dispatch.settle(event, event))).containsExactly(Kind.ROUTED, Kind.ROUTED);
    }

    @Test
    void whatIsNoEventGoesToRejectedAndItsNeighboursAreDelivered() {
        byte[] notUtf8 = {'{', (byte) 0xFF, '}'};
        DispatchResult done = dispatch.settleRaw(List.of(
                json(event("critical").area("north").event()),
                bytes("{nonsense"),
                bytes("{\"status\":\"critical\"}"),
                bytes("{\"status\":\"urgent\",\"title\":\"t\"}"),
                bytes("{\"status\":\"info\",\"title\":\"t\",\"text\":\"" + "x".repeat(1_000_000) + "\"}"),
                bytes("{\"status\":\"info\",\"title\":\"\\u200b\"}"),
                notUtf8,
                json(event("critical").ip("10.9.9.9").event()),
                json(event("critical").area("south").event())));

        assertThat(kinds(done))
                .containsExactly(
                        Kind.ROUTED,
                        Kind.REJECTED,
                        Kind.REJECTED,
                        Kind.REJECTED,
                        Kind.REJECTED,
                        Kind.REJECTED,
                        Kind.REJECTED,
                        Kind.ROUTED,
                        Kind.ROUTED);
        assertThat(done.entries())
                .containsExactly(
                        new OutboxEntry(1001, "1-0", Why.DUTY),
                        new OutboxEntry(1003, "8-0", Why.UNKNOWN_AREA),
                        new OutboxEntry(1002, "9-0", Why.DUTY));
        List<Map<String, String>> rejected = rejected();
        assertThat(rejected)
                .extracting(fields -> fields.get("reason"))
                .containsExactly("not_json", "missing", "unknown_status", "too_large", "missing", "not_json");
        assertThat(rejected.get(0)).containsEntry("raw", "{nonsense").containsEntry("ref", "2-0");
        assertThat(rejected.get(1).get("sentence")).startsWith("title is missing");
        assertThat(rejected.get(3).get("raw")).hasSizeGreaterThan(1_000_000);
        assertThat(rejected.get(3))
                .containsEntry(
                        "size",
                        Integer.toString(
                                java.util.Objects.requireNonNull(rejected.get(3).get("raw"))
                                        .length()));
        assertThat(Base64.getDecoder().decode(rejected.get(5).get("raw-base64")))
                .isEqualTo(notUtf8);
    }

    @Test
    void anEntryThatSomebodyWroteByHandIsRejectedWithItsFields() {
        DispatchResult done = dispatch.settleArrivals(
                List.of(EventStreamEntry.of("1-0", Map.of("status", "critical", "title", "Link down"))));

        assertThat(kinds(done)).containsExactly(Kind.REJECTED);
        assertThat(rejected().get(0)).containsEntry("reason", "not_an_entry");
        assertThat(rejected().get(0).get("raw")).contains("Link down");
    }

    @Test
    void anElementOfTheInboxThatWasCutIsRejectedAsTooLarge() {
        dispatch.settleArrivals(List.of(EventStreamEntry.of(
                "1-0", Map.of("body", "{", "too-large", "3000000 bytes, right is at most 2097152"))));

        assertThat(rejected().get(0))
                .containsEntry("reason", "too_large")
                .containsEntry("sentence", "The element of the inbox has 3000000 bytes, right is at most 2097152");
    }

    @Test
    void anOpeningEventOpensAnIncidentWhichAClosingOneClosesForItsHolders() {
        dispatch.settle(event("critical").key("k").area("north").event());
        Incident open = dispatch.incidents.find("k").orElseThrow();
        assertThat(open.open()).isTrue();
        assertThat(open.holders()).containsExactly(1001L);
        assertThat(dispatch.openIncidents()).isEqualTo(1);

        DispatchResult done = dispatch.settle(event("resolved").key("k").event());

        assertThat(done.entries()).containsExactly(new OutboxEntry(1001, "2-0", Why.HOLDER));
        assertThat(kinds(done)).containsExactly(Kind.ROUTED);
        assertThat(dispatch.incidents.find("k").orElseThrow().open()).isFalse();
        assertThat(dispatch.openIncidents()).isZero();
        assertThat(REDIS.commands().pttl(REDIS.keys().incident("k"))).isPositive();
        assertThat(REDIS.commands().pttl(REDIS.keys().holders("k"))).isPositive();
    }

    @Test
    void anIncidentMayOpenCloseAndOpenAgainWithinOneBatch() {
        DispatchResult done = dispatch.settle(
                event("critical").key("k").area("north").event(),
                event("resolved").key("k").event(),
                event("resolved").key("k").event(),
                event("warning").key("k").area("south").event());

        assertThat(kinds(done)).containsExactly(Kind.ROUTED, Kind.ROUTED, Kind.CLOSED_WITHOUT_INCIDENT, Kind.ROUTED);
        Incident incident = dispatch.incidents.find("k").orElseThrow();
        assertThat(incident.open()).isTrue();
        assertThat(incident.holders()).containsExactly(1002L);
        assertThat(REDIS.commands().pttl(REDIS.keys().incident("k"))).isEqualTo(-1);
        assertThat(REDIS.commands().pttl(REDIS.keys().holders("k"))).isEqualTo(-1);
    }

    @Test
    void anIncidentThatIsOpenedAgainLaterHasNoHoldersOfBefore() {
        dispatch.settle(event("critical").key("k").area("north").event());
        dispatch.settle(event("resolved").key("k").event());

        dispatch.settle(event("critical").key("k").area("south").event());

        assertThat(dispatch.incidents.find("k").orElseThrow().holders()).containsExactly(1002L);
    }

    @Test
    void closingWithoutAnIncidentReachesNobodyAndIsCounted() {
        assertThat(kinds(dispatch.settle(
                        event("resolved").key("never").area("north").event())))
                .containsExactly(Kind.CLOSED_WITHOUT_INCIDENT);
    }

    @Test
    void closingWhatNobodyHoldsClosesItSilently() {
        dispatch.users.leavePool(1001);
        assertThat(kinds(dispatch.settle(event("warning").key("k").area("north").event())))
                .containsExactly(Kind.UNROUTED);

        assertThat(kinds(dispatch.settle(event("resolved").key("k").event()))).containsExactly(Kind.CLOSED);
    }

    @Test
    void aWarningWithNobodyOnDutyWaitsAsAnOpenIncident() {
        dispatch.users.leavePool(1001);
        assertThat(kinds(dispatch.settle(
                        event("warning").area("north").event(),
                        event("info").area("north").event())))
                .containsExactly(Kind.UNROUTED, Kind.UNROUTED);

        assertThat(dispatch.incidents.openFor(ANNA, 10))
                .as("the information opens none")
                .extracting(Incident::event)
                .containsExactly("1-0");
        assertThat(dispatch.incidents.openFor(BORIS, 10)).isEmpty();
        assertThat(EventJson.read(REDIS.commands().get(REDIS.keys().event("1-0")))
                        .key())
                .as("an event without key is known by its reference")
                .isEqualTo("1-0");
    }

    @Test
    void whoTookAnIncidentOverIsToldThatItIsClosed() {
        dispatch.users.leavePool(1001);
        dispatch.settle(event("warning").key("k").area("north").event());
        dispatch.incidents.addHolder(1001, List.of("k"));

        assertThat(dispatch.settle(event("resolved").key("k").event()).entries())
                .containsExactly(new OutboxEntry(1001, "2-0", Why.HOLDER));
    }

    @Test
    void anInformationDoesNotHideWhatIsWrong() {
        dispatch.settle(
                event("critical").key("k").area("north").event(),
                event("info").key("k").area("north").event());

        Incident incident = dispatch.incidents.find("k").orElseThrow();
        assertThat(incident.status()).isEqualTo("critical");
        assertThat(incident.event()).isEqualTo("1-0");
    }

    @Test
    void whatPeopleChangeIsSeenByTheNextBatch() {
        Event event = event("critical").area("north").event();
        dispatch.settle(event);
        dispatch.users.toggle(1001, "critical");
        assertThat(dispatch.settle(event).entries())
                .extracting(OutboxEntry::chat, OutboxEntry::why)
                .containsExactly(tuple(1003L, Why.WOKEN));

        dispatch.users.toggle(1001, "critical");
        dispatch.users.leavePool(1001);
        assertThat(dispatch.settle(event).entries())
                .extracting(OutboxEntry::chat, OutboxEntry::why)
                .containsExactly(tuple(1001L, Why.WOKEN), tuple(1003L, Why.WOKEN));
    }

    @Test
    void anEventThatMetSomebodyUnreachableGoesToTheNextStep() {
        dispatch.settle(event("critical").key("k").area("north").event());
        dispatch.users.setUnreachable(1001);

        DispatchResult done =
                dispatch.settleArrivals(List.of(new EventStreamEntry.RedispatchRequest("9-0", "1-0", 1001)));

        assertThat(done.entries())
                .containsExactly(new OutboxEntry(
                        1003,
                        "1-0",
                        Why.WOKEN,
                        PassedOver.of(List.of(new Somebody(1001, ANNA.name(), Obstacle.UNREACHABLE)))));
        assertThat(dispatch.incidents.find("k").orElseThrow().holders()).contains(1003L);
    }

    @Test
    void whoGotTheEventAlreadyDoesNotGetItAgain() {
        dispatch.users.joinPool(1003, null);
        assertThat(dispatch.settle(event("critical").key("k").area("north").event())
                        .entries())
                .hasSize(2);
        dispatch.users.setUnreachable(1001);

        DispatchResult done =
                dispatch.settleArrivals(List.of(new EventStreamEntry.RedispatchRequest("9-0", "1-0", 1001)));

        assertThat(done.entries()).isEmpty();
        assertThat(kinds(done)).containsExactly(Kind.NOBODY_ELSE);
    }

    @Test
    void theEntryForAnotherDispatchIsReadBack() {
        RedisWrite write = EventStreamEntry.RedispatchRequest.write(REDIS.keys(), "1-0", 1001);
        List<String> command = write.command();
        assertThat(command).startsWith("XADD", "vestnik:events", "*");
        Map<String, String> fields = Map.of(command.get(3), command.get(4), command.get(5), command.get(6));

        assertThat(EventStreamEntry.of("9-0", fields))
                .isEqualTo(new EventStreamEntry.RedispatchRequest("9-0", "1-0", 1001));
        assertThat(kinds(dispatch.settleArrivals(List.of(new EventStreamEntry.RedispatchRequest("9-0", "gone", 1001)))))
                .containsExactly(Kind.NOBODY_ELSE);
    }

    @Test
    void theAreaOfAnIncidentIsKnownToWhoAnswersForIt() {
        dispatch.settle(
                event("critical").key("n").area("north").event(),
                event("critical").key("s").ip("10.2.0.1").event(),
                event("critical").key("u").event());

        assertThat(openKeys(dispatch.incidents.openFor(ANNA, 10))).containsExactly("n");
        assertThat(openKeys(dispatch.incidents.openFor(BORIS, 10))).containsExactly("s");
        assertThat(openKeys(dispatch.incidents.openFor(CLARA, 10))).containsExactly("n", "s", "u");
        assertThat(dispatch.incidents.openFor(CLARA, 2)).hasSize(2);
    }

    private static Set<String> openKeys(List<Incident> incidents) {
        return incidents.stream().map(Incident::key).collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private static List<Kind> kinds(DispatchResult done) {
        return done.outcomes().stream().map(DispatchOutcome::kind).toList();
    }

    private LedgerReader ledger() {
        return new LedgerReader(REDIS.commands(), REDIS.keys(), dispatch.users, dispatch.directories);
    }

    private static List<Map<String, String>> rejected() {
        return REDIS.commands().xrange(REDIS.keys().rejected(), Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .toList();
    }

    private static byte[] json(Event event) {
        return bytes(EventJson.write(event));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theLedgerHasEveryEventWithWhatDispatchMadeOfIt() {
        dispatch.settleRaw(List.of("{\"status\":\"bad\"}".getBytes(StandardCharsets.UTF_8)));
        dispatch.settle(
                event("critical").id("a").key("k").area("north").event(),
                event("critical").id("a").key("k").area("north").event(),
                event("warning").area("nowhere").event(),
                event("resolved").key("unknown").event());

        LedgerReader ledger = ledger();
        assertThat(ledger.event("1-0")).singleElement().satisfies(event -> assertThat(
                        event.outcome() + " " + event.remark())
                .isEqualTo("rejected unknown_status"));
        assertThat(ledger.event("a"))
                .extracting(event -> event.ref() + " " + event.outcome() + " "
                        + event.people().size())
                .containsExactly("2-0 routed 1", "3-0 duplicate 0");
        assertThat(ledger.event("4-0")).extracting(EventHistory::outcome).containsExactly("routed");
        assertThat(ledger.event("5-0")).extracting(EventHistory::outcome).containsExactly("closed_without_incident");
        assertThat(ledger.event("6-0")).isEmpty();
        assertThat(REDIS.commands().hgetall(REDIS.keys().ledgerCounts()))
                .isEqualTo(Map.of("rejected", "1", "duplicate", "1", "unrouted", "1"));
    }

    @Test
    void aKeyOfAnotherTypeIsNotTakenForNone() {
        dispatch.settle(event("critical").key("a/1").area("north").event());
        REDIS.commands().del(REDIS.keys().incident("a/1"));
        REDIS.commands().rpush(REDIS.keys().incident("a/1"), "planted");

        assertThatThrownBy(() -> dispatch.dispatch(
                        event("resolved").key("a/1").area("north").event()))
                .hasMessageContaining("WRONGTYPE " + REDIS.keys().incident("a/1") + " is a list");
    }

    @Test
    void whoGetsAnEventInsteadOfSomebodyHasALineOfTheirOwn() {
        dispatch.users.leavePool(1002);
        dispatch.settle(event("critical").area("north").event());
        dispatch.users.setUnreachable(1001);
        dispatch.settleArrivals(List.of(new EventStreamEntry.RedispatchRequest("9-0", "1-0", 1001)));

        assertThat(ledger().event("1-0").get(0).people())
                .extracting(person -> person.chat() + " " + person.line().remark())
                .containsExactly("1001 duty", "1003 woken");
    }
}
