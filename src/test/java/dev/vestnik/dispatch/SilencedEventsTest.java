package dev.vestnik.dispatch;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.BORIS;
import static dev.vestnik.testing.Samples.CLARA;
import static dev.vestnik.testing.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.dispatch.DispatchOutcome.Kind;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.escalation.DueEscalations;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.Silence.Type;
import dev.vestnik.incident.silence.SilenceEnded;
import dev.vestnik.incident.silence.SilenceEnded.StillOpen;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent while a silence lasts, and at its end. Every request about a silence comes twice. */
class SilencedEventsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNAS = 1;
    private static final long BORISES = 2;
    private static final long CLARAS = 3;
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private DispatchFixture dispatch;
    private SilenceStore silences;
    private IncidentOwners owners;
    private DueEscalations escalations;

    @BeforeEach
    void annaAndBorisAreOnDuty() {
        dispatch = new DispatchFixture(REDIS, REDIS.commands(), clock);
        silences = new SilenceStore(REDIS.commands(), REDIS.keys(), clock);
        owners = new IncidentOwners(REDIS.commands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, clock);
        escalations = new DueEscalations(REDIS.commands(), REDIS.keys(), clock);
        dispatch.users.login(ANNAS, ANNA.phone(), "ru");
        dispatch.users.login(BORISES, BORIS.phone(), "ru");
        dispatch.users.login(CLARAS, CLARA.phone(), "en");
        dispatch.users.joinPool(ANNAS, null);
        dispatch.users.joinPool(BORISES, null);
    }

    @Test
    void aSilencedEventIsKeptAndCountedButNeitherSentNorEscalatedNorMissed() {
        begin(silence("s1", Type.AREA, "north", true));

        DispatchResult opened =
                dispatch.settle(event("critical").key("a/1").area("north").event());
        DispatchResult repeated =
                dispatch.settle(event("critical").key("a/1").area("north").event());
        DispatchResult info =
                dispatch.settle(event("info").key("a/9").area("north").event());
        DispatchResult elsewhere =
                dispatch.settle(event("critical").key("b/1").area("south").event());

        assertThat(kinds(opened, repeated, info)).containsExactly(Kind.SILENCED, Kind.SILENCED, Kind.SILENCED);
        assertThat(chats(opened, repeated, info)).isEmpty();
        assertThat(chats(elsewhere)).containsExactly(BORISES);
        assertThat(incident("a/1").isSilenced()).isTrue();
        assertThat(dispatch.incidents.missedEvents()).isEmpty();
        assertThat(silences.silencedEvents(silences.all())).isEqualTo(Map.of("s1", 3L));
        assertThat(balance().silenced()).isEqualTo(3);
        pass(Duration.ofMinutes(20));
        assertThat(escalations.find(10))
                .extracting(request -> request.opening().key())
                .containsExactly("b/1");
    }

    @Test
    void aStatusThatWakesPassesUnlessTheSilenceIncludesIt() {
        begin(silence("s1", Type.AREA, "north", false));

        assertThat(chats(dispatch.settle(
                        event("warning").key("a/1").area("north").event())))
                .isEmpty();
        assertThat(incident("a/1").isSilenced()).isTrue();
        assertThat(chats(dispatch.settle(
                        event("critical").key("a/1").area("north").event())))
                .as("a worsening")
                .containsExactly(ANNAS);
        assertThat(incident("a/1").isSilenced()).isFalse();
        assertThat(chats(dispatch.settle(
                        event("warning").key("a/1").area("north").event())))
                .isEmpty();
        assertThat(incident("a/1").isSilenced()).isTrue();
        dispatch.settle(event("critical").key("a/1").area("north").event());
        assertThat(chats(dispatch.settle(
                        event("resolved").key("a/1").area("north").event())))
                .as("the end of what was sent is sent")
                .containsExactly(ANNAS);
    }

    @Test
    void theEndOfASilencedIncidentIsNotSent() {
        dispatch.settle(event("critical").key("a/1").area("north").event());
        begin(silence("s1", Type.KEY, "a/*", true));
        assertThat(incident("a/1").isSilenced()).as("was open before").isTrue();
        assertThat(REDIS.commands().zscore(REDIS.keys().outdatedCards(), "a/1"))
                .as("its card shows it")
                .isNotNull();

        DispatchResult resolved =
                dispatch.settle(event("resolved").key("a/1").area("north").event());

        assertThat(kinds(resolved)).containsExactly(Kind.SILENCED);
        assertThat(chats(resolved)).isEmpty();
        assertThat(incident("a/1").open()).isFalse();
        assertThat(end("s1", "").open()).isEqualTo(Map.of(CLARAS, List.of()));
    }

    @Test
    void targetsAreAreasRangesAndKeys() {
        begin(silence("s1", Type.RANGE, "10.1.0.0/16", true));
        begin(silence("s2", Type.KEY, "core-7/*/if", true));

        assertThat(chats(dispatch.settle(
                        event("critical").key("x").ip("10.1.9.9").event())))
                .isEmpty();
        assertThat(chats(dispatch.settle(
                        event("critical").key("y").ip("10.2.9.9").event())))
                .containsExactly(BORISES);
        assertThat(chats(dispatch.settle(
                        event("critical").key("core-7/1/if").area("south").event())))
                .isEmpty();
        assertThat(chats(dispatch.settle(
                        event("critical").key("core-7/1/ix").area("south").event())))
                .containsExactly(BORISES);
    }

    @Test
    void aPersonSilencesNothingOutsideTheirAreasAndOnlyAnExactKeySilencesWhatIsPrivate() {
        begin(new Silence("s1", Type.KEY, "*", true, List.of("north"), ANNAS, "Anna", "works", now.plus(TWO_HOURS)));

        assertThat(chats(
                        dispatch.settle(event("critical").key("a").area("north").event())))
                .isEmpty();
        assertThat(chats(
                        dispatch.settle(event("critical").key("b").area("south").event())))
                .containsExactly(BORISES);
        assertThat(chats(dispatch.settle(event("critical").key("c").event()))).containsExactly(CLARAS);
        assertThat(chats(dispatch.settle(
                        event("critical").key("p").area("north").to(BORIS).event())))
                .containsExactly(BORISES);
        begin(new Silence("s2", Type.KEY, "p", true, List.of("north"), ANNAS, "Anna", "works", now.plus(TWO_HOURS)));
        assertThat(chats(dispatch.settle(
                        event("critical").key("p").area("north").to(BORIS).event())))
                .containsExactly(BORISES);
        begin(silence("s3", Type.KEY, "p", true));
        assertThat(chats(dispatch.settle(
                        event("critical").key("p").area("north").to(BORIS).event())))
                .isEmpty();
    }

    @Test
    void whatIsStillOpenIsSentAndEscalatesWhenTheSilenceEnds() {
        begin(silence("s1", Type.AREA, "north", true));
        dispatch.settle(event("critical").key("a/1").area("north").event());
        dispatch.settle(event("critical").key("a/2").area("north").event());
        dispatch.settle(event("warning").key("a/3").area("north").event());
        dispatch.settle(event("critical").key("a/4").area("north").event());
        dispatch.settle(event("resolved").key("a/4").area("north").event());
        owners.take(2, 1, new Owner(BORISES, "Boris", now));
        pass(TWO_HOURS);
        assertThat(new SilenceStore(REDIS.commands(), REDIS.keys(), clock).due())
                .containsExactly(SilenceRequest.end("s1", ""));
        assertThat(silences.due()).as("another instance").isEmpty();

        DispatchResult ended = dispatch.settle(SilenceRequest.end("s1", ""));
        DispatchResult again = dispatch.settle(SilenceRequest.end("s1", ""));

        assertThat(ended.entries())
                .extracting(OutboxEntry::chat, OutboxEntry::why)
                .containsExactly(tuple(ANNAS, Why.UNSILENCED));
        assertThat(again.entries()).isEmpty();
        assertThat(again.outcomes().get(0).report()).isNull();
        SilenceEnded report = over(ended);
        assertThat(report.events()).isEqualTo(5);
        assertThat(numbers(report, ANNAS)).containsExactly(1L, 2L, 3L);
        assertThat(numbers(report, BORISES)).as("the owner").containsExactly(2L);
        assertThat(numbers(report, CLARAS)).as("who set it").containsExactly(1L, 2L, 3L);
        assertThat(silences.all()).isEmpty();
        assertThat(REDIS.commands().exists(REDIS.keys().silencedIncidents("s1")))
                .isZero();
        assertThat(escalations.find(10)).isEmpty();
        pass(Duration.ofMinutes(5));
        assertThat(escalations.find(10))
                .extracting(request -> request.opening().key())
                .containsExactly("a/1");
        assertThat(new IncidentHistory(REDIS.commands(), REDIS.keys(), Acts.NONE).of("a/1"))
                .extracting(HistoryEntry::kind)
                .containsExactly(HistoryEntry.Kind.SILENCED, HistoryEntry.Kind.SILENCE_ENDED);
        assertThat(silences.begin(silence("s1", Type.AREA, "north", true)))
                .as("the same update again")
                .isTrue();
        assertThat(silences.all()).isEmpty();
    }

    @Test
    void anEventAfterTheTimeIsSentAlthoughTheEndIsNotPerformedYet() {
        begin(silence("s1", Type.AREA, "north", true));
        dispatch.settle(event("critical").key("a/1").area("north").event());
        pass(TWO_HOURS);

        assertThat(chats(dispatch.settle(
                        event("critical").key("a/1").area("north").event())))
                .containsExactly(ANNAS);
        assertThat(dispatch.settle(SilenceRequest.end("s1", "")).entries()).isEmpty();
        pass(Duration.ofMinutes(5));
        assertThat(escalations.find(10)).hasSize(1);
    }

    @Test
    void theEndAndResolvedInOneBatchSendTheIncidentIfItIsOpenThen() {
        for (boolean resolvedFirst : List.of(true, false)) {
            String id = "s-" + resolvedFirst;
            String key = "r-" + resolvedFirst;
            begin(silence(id, Type.KEY, key, true));
            dispatch.settle(event("critical").key(key).area("north").event());
            EventStreamEntry end = new EventStreamEntry.Silencing("8000-0", SilenceRequest.end(id, "Clara"));
            EventStreamEntry resolved = new EventStreamEntry.Raw(
                    "9000-0",
                    EventJson.write(event("resolved").key(key).area("north").event())
                            .getBytes(StandardCharsets.UTF_8));

            DispatchResult done =
                    dispatch.settleArrivals(resolvedFirst ? List.of(resolved, end) : List.of(end, resolved));

            assertThat(chats(done))
                    .as("the card, and its end")
                    .isEqualTo(resolvedFirst ? List.of() : List.of(ANNAS, ANNAS));
            assertThat(incident(key).open()).isFalse();
            pass(Duration.ofMinutes(6));
            assertThat(escalations.find(10)).isEmpty();
        }
    }

    @Test
    void aSilenceThatBeginsAndEndsInOneBatchLeavesNothingBehind() {
        dispatch.settle(event("critical").key("a/1").area("north").event());
        assertThat(silences.begin(silence("s1", Type.AREA, "north", true))).isTrue();

        DispatchResult done = dispatch.settleArrivals(List.of(
                new EventStreamEntry.Silencing("8000-0", SilenceRequest.begin("s1")),
                new EventStreamEntry.Raw(
                        "8001-0",
                        EventJson.write(event("critical")
                                        .key("a/2")
                                        .area("north")
                                        .event())
                                .getBytes(StandardCharsets.UTF_8)),
                new EventStreamEntry.Silencing("8002-0", SilenceRequest.end("s1", "Clara"))));

        assertThat(chats(done)).containsExactly(ANNAS, ANNAS);
        assertThat(incident("a/1").isSilenced() || incident("a/2").isSilenced()).isFalse();
        assertThat(silences.all()).isEmpty();
        assertThat(REDIS.commands().exists(REDIS.keys().silencedIncidents("s1")))
                .isZero();
        pass(Duration.ofMinutes(5));
        assertThat(escalations.find(10)).hasSize(2);
    }

    @Test
    void whoOwnedTheOpeningBeforeDoesNotOwnTheOneThatTheBatchOfTheEndHasBegun() {
        dispatch.settle(event("critical").key("a/1").area("north").event());
        owners.take(1, 1, new Owner(ANNAS, "Anna", now));
        assertThat(silences.begin(silence("s1", Type.AREA, "north", true))).isTrue();

        DispatchResult done = dispatch.settleArrivals(List.of(
                raw("8000-0", "resolved"),
                new EventStreamEntry.Silencing("8001-0", SilenceRequest.begin("s1")),
                raw("8002-0", "critical"),
                new EventStreamEntry.Silencing("8003-0", SilenceRequest.end("s1", "Clara"))));

        assertThat(chats(done)).as("the card of the new opening").contains(ANNAS);
        assertThat(incident("a/1").generation()).isEqualTo(2);
        pass(Duration.ofMinutes(5));
        assertThat(escalations.find(10))
                .extracting(request -> request.opening().key())
                .containsExactly("a/1");
    }

    private static EventStreamEntry raw(String ref, String status) {
        return new EventStreamEntry.Raw(
                ref,
                EventJson.write(event(status).key("a/1").area("north").event()).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStepThatIsDueWhenTheSilenceBeginsIsNotPerformed() {
        dispatch.settle(event("critical").key("a/1").area("north").event());
        pass(Duration.ofMinutes(5));
        List<EscalationRequest> due = escalations.find(10);
        assertThat(due).hasSize(1);

        begin(silence("s1", Type.AREA, "north", true));

        assertThat(dispatch.settle(due.get(0)).entries()).isEmpty();
        owners.take(1, 1, new Owner(ANNAS, "Anna", now));
        owners.release(1, 1, new Owner(ANNAS, "Anna", now));
        pass(Duration.ofMinutes(15));
        assertThat(escalations.find(10)).as("the clock is paused").isEmpty();
        end("s1", "Clara");
        assertThat(incident("a/1").step()).isEqualTo(1);
        pass(Duration.ofMinutes(5));
        assertThat(dispatch.settle(escalations.find(10).get(0)).entries()).isNotEmpty();
    }

    @Test
    void anOwnerIsNotAskedWhileTheIncidentIsSilenced() {
        OwnerReminders reminders =
                new OwnerReminders(REDIS.commands(), REDIS.keys(), owners, Samples.ESCALATION, clock);
        dispatch.settle(event("critical").key("a/1").area("north").event());
        owners.take(1, 1, new Owner(ANNAS, "Anna", now));
        begin(silence("s1", Type.AREA, "north", true));

        pass(Duration.ofMinutes(60));
        assertThat(reminders.toAsk(10)).isEmpty();
        assertThat(reminders.free(10)).isEmpty();
        end("s1", "");
        pass(Duration.ofMinutes(1));
        assertThat(reminders.toAsk(10)).hasSize(1);
    }

    @Test
    void anotherSilenceGoesOn() {
        begin(silence("s1", Type.AREA, "north", true));
        dispatch.settle(event("critical").key("a/1").area("north").event());
        begin(silence("s2", Type.KEY, "a/*", true));

        assertThat(end("s1", "Clara").open()).isEqualTo(Map.of(CLARAS, List.of()));
        assertThat(incident("a/1").silence()).isNotNull();
        assertThat(numbers(end("s2", "Clara"), ANNAS)).containsExactly(1L);
        assertThat(incident("a/1").isSilenced()).isFalse();
    }

    @Test
    void whatHasReachedNobodyWaitsForTheEndOfTheSilence() {
        dispatch.users.disable(ANNAS);
        dispatch.users.disable(CLARAS);
        dispatch.settle(event("critical").key("a/1").area("north").event());
        assertThat(dispatch.incidents.missedEvents()).hasSize(1);
        begin(silence("s1", Type.AREA, "north", true));
        dispatch.users.enable(ANNAS);

        assertThat(dispatch.sendMissed().entries()).isEmpty();
        assertThat(chats(dispatch.settle(SilenceRequest.end("s1", "")))).containsExactly(ANNAS);
        assertThat(dispatch.incidents.missedEvents()).isEmpty();
    }

    private Silence silence(String id, Type type, String target, boolean waking) {
        return new Silence(id, type, target, waking, List.of(), CLARAS, "Clara", "works", now.plus(TWO_HOURS));
    }

    private void begin(Silence silence) {
        assertThat(silences.begin(silence)).isTrue();
        dispatch.settle(SilenceRequest.begin(silence.id()));
        dispatch.settle(SilenceRequest.begin(silence.id()));
    }

    private static SilenceEnded over(DispatchResult result) {
        return result.outcomes()
                .get(0)
                .report(DispatchOutcome.SilenceOver.class)
                .orElseThrow()
                .ended();
    }

    private SilenceEnded end(String id, String by) {
        SilenceEnded ended = over(dispatch.settle(SilenceRequest.end(id, by)));
        assertThat(dispatch.settle(SilenceRequest.end(id, by)).entries()).isEmpty();
        return ended;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Incident incident(String key) {
        return dispatch.incidents.find(key).orElseThrow();
    }

    private static List<Long> numbers(SilenceEnded ended, long chat) {
        return ended.open().getOrDefault(chat, List.of()).stream()
                .map(StillOpen::number)
                .toList();
    }

    private static List<Kind> kinds(DispatchResult... results) {
        return List.of(results).stream()
                .flatMap(result -> result.outcomes().stream())
                .map(DispatchOutcome::kind)
                .toList();
    }

    private static List<Long> chats(DispatchResult... results) {
        return List.of(results).stream()
                .flatMap(result -> result.entries().stream())
                .map(OutboxEntry::chat)
                .toList();
    }

    private LedgerBalance balance() {
        return LedgerBalance.read(REDIS.commands(), REDIS.keys());
    }
}
