package dev.vestnik.dispatch;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.CLARA;
import static dev.vestnik.testing.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.dispatch.DispatchOutcome.Kind;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.escalation.DueEscalations;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.Race;
import dev.vestnik.testing.Race.Both;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people and the clock do while dispatch works on a batch: between what it reads and what it writes. */
class DispatchRacesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNAS = 1;
    private static final long CLARAS = 3;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Race race = new Race();
    private DispatchFixture dispatch;
    private IncidentOwners owners;
    private DueEscalations due;
    private DueEscalations othersDue;
    private SilenceStore silences;
    private SilenceStore othersSilences;

    @BeforeEach
    void annaIsOnDuty() {
        RedisCommands<String, String> people = REDIS.moreCommands();
        dispatch = new DispatchFixture(REDIS, REDIS.commands(), clock);
        owners = new IncidentOwners(people, REDIS.keys(), Samples.ESCALATION, Acts.NONE, clock);
        due = new DueEscalations(REDIS.commands(), REDIS.keys(), clock);
        othersDue = new DueEscalations(people, REDIS.keys(), clock);
        silences = new SilenceStore(REDIS.commands(), REDIS.keys(), clock);
        othersSilences = new SilenceStore(people, REDIS.keys(), clock);
        dispatch.users.login(ANNAS, ANNA.phone(), "ru");
        dispatch.users.login(CLARAS, CLARA.phone(), "en");
        dispatch.users.joinPool(ANNAS, null);
    }

    @AfterEach
    void stop() {
        race.close();
    }

    /** Either the step is performed before, or not at all; afterwards none is, until the incident is free again. */
    @Test
    void aTakeStopsTheEscalationWhateverDispatchIsDoing() throws Exception {
        AtomicInteger performed = new AtomicInteger();
        int rounds = Race.rounds("take and a step that is due", 100, i -> {
            String key = "a/" + i;
            dispatch.settle(about(key, "critical"));
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(5)));
            Owner anna = new Owner(ANNAS, "Anna", clock.instant());
            int later = i % 4;

            Both<Integer, Boolean> both = race.atOnce(() -> steps(due), () -> {
                for (int calls = 0; calls < later; calls++) {
                    owners.owner("nothing");
                }
                return owners.take(i, 1, anna).done();
            });

            assertThat(both.second()).isTrue();
            assertThat(both.first()).isBetween(0, 1);
            performed.addAndGet(both.first());
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));
            assertThat(steps(due)).as("steps of what is taken").isZero();
            assertThat(history(key, HistoryEntry.Kind.ESCALATED))
                    .isEqualTo(both.first().longValue());
            assertThat(history(key, HistoryEntry.Kind.TAKEN)).isOne();
            assertThat(REDIS.commands().zscore(REDIS.keys().escalations(), key)).isNull();
            assertThat(owners.release(i, 1, anna).done()).isTrue();
            assertThat(REDIS.commands().zscore(REDIS.keys().escalations(), key)).isNotNull();
            dispatch.settle(about(key, "resolved"));
        });
        assertThat(performed.get()).isBetween(1, rounds - 1);
    }

    @Test
    void ofTwoInstancesThatLookForDueStepsOneFindsEach() throws Exception {
        dispatch.settle(about("a/1", "critical"));
        Race.rounds("two look for due steps", 100, i -> {
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));

            Both<List<EscalationRequest>, List<EscalationRequest>> both =
                    race.atOnce(() -> due.find(10), () -> othersDue.find(10));

            assertThat(both.first().size() + both.second().size()).isOne();
            both.first().forEach(dispatch::settle);
            both.second().forEach(dispatch::settle);
        });
    }

    /** The event is sent or silenced; the incident is under the silence in the end, and everything is counted once. */
    @Test
    void aSilenceThatBeginsTogetherWithAnEventSilencesTheIncident() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        int rounds = Race.rounds("silence begins, new event", 100, i -> {
            String key = "b/" + i;
            Silence silence = silence(key, i);
            int later = i % 4;

            Both<DispatchResult, Boolean> both = race.atOnce(() -> dispatch.settle(about(key, "critical")), () -> {
                for (int calls = 0; calls < later; calls++) {
                    othersSilences.find("nothing");
                }
                return othersSilences.begin(silence);
            });
            dispatch.settle(SilenceRequest.begin(silence.id()));

            Kind kind = both.first().outcomes().get(0).kind();
            assertThat(kind).isIn(Kind.ROUTED, Kind.SILENCED);
            boolean routed = kind == Kind.ROUTED;
            sent.addAndGet(routed ? 1 : 0);
            assertThat(chats(both.first())).isEqualTo(routed ? List.of(ANNAS) : List.of());
            assertThat(silences.silencedEvents(List.of(silence))).containsEntry(silence.id(), routed ? 0L : 1L);
            assertThat(incident(key).isSilenced()).isTrue();
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));
            assertThat(steps(due)).as("steps of what is silenced").isZero();
            dispatch.settle(about(key, "resolved"));
            dispatch.settle(SilenceRequest.end(silence.id(), ""));
        });
        assertThat(sent.get()).isBetween(1, rounds - 1);
    }

    /** Whichever is first in the stream: the incident is sent once as it is then, and escalates from its first step. */
    @Test
    void aSilenceThatEndsTogetherWithAWorseningSendsTheIncidentAsItIs() throws Exception {
        RedisCommands<String, String> monitoring = REDIS.moreCommands();
        RedisCommands<String, String> person = REDIS.moreCommands();
        String stream = REDIS.keys().events();
        AtomicInteger endedFirst = new AtomicInteger();
        int rounds = Race.rounds("silence ends, worsening", 100, i -> {
            String key = "c/" + i;
            Silence silence = silence(key, i);
            silences.begin(silence);
            assertThat(dispatch.settle(about(key, "warning")).entries()).isEmpty();

            race.atOnce(
                    () -> person.xadd(
                            stream, SilenceRequest.end(silence.id(), "Clara").fields()),
                    () -> monitoring.xadd(
                            stream,
                            Map.of("body", EventJson.write(about(key, "critical")), "route", EventStreamEntry.INBOX)));
            List<EventStreamEntry> batch = REDIS.commands().xrange(stream, Range.unbounded()).stream()
                    .map(entry -> EventStreamEntry.of(entry.getId(), entry.getBody()))
                    .toList();
            REDIS.commands().del(stream);
            // In one batch, or in two.
            List<DispatchResult> results = i % 2 == 0
                    ? List.of(dispatch.settleArrivals(batch))
                    : batch.stream()
                            .map(entry -> dispatch.settleArrivals(List.of(entry)))
                            .toList();

            endedFirst.addAndGet(batch.get(0) instanceof EventStreamEntry.Silencing ? 1 : 0);
            assertThat(results.stream().flatMap(result -> chats(result).stream()))
                    .containsExactly(ANNAS);
            Incident after = incident(key);
            assertThat(after.isSilenced()).isFalse();
            assertThat(after.status()).isEqualTo("critical");
            assertThat(after.step()).isOne();
            assertThat(REDIS.commands().zscore(REDIS.keys().escalations(), key))
                    .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)).toEpochMilli());
            assertThat(REDIS.commands().exists(REDIS.keys().silencedIncidents(silence.id())))
                    .isZero();
            dispatch.settle(about(key, "resolved"));
        });
        assertThat(endedFirst.get()).isBetween(1, rounds - 1);
    }

    /** A worsening opens nothing anew: a silence that begins at the same moment covers the incident that is open. */
    @Test
    void aSilenceThatBeginsTogetherWithAWorseningSilencesTheIncident() throws Exception {
        Race.rounds("silence begins, worsening", 100, i -> {
            String key = "d/" + i;
            dispatch.settle(about(key, "warning"));
            Silence silence = silence(key, i);
            int later = i % 4;

            Both<DispatchResult, Boolean> both = race.atOnce(() -> dispatch.settle(about(key, "critical")), () -> {
                for (int calls = 0; calls < later; calls++) {
                    othersSilences.find("nothing");
                }
                return othersSilences.begin(silence);
            });
            dispatch.settle(SilenceRequest.begin(silence.id()));

            boolean routed = both.first().outcomes().get(0).kind() == Kind.ROUTED;
            assertThat(chats(both.first())).isEqualTo(routed ? List.of(ANNAS) : List.of());
            assertThat(incident(key).isSilenced()).isTrue();
            assertThat(incident(key).status()).isEqualTo("critical");
            assertThat(REDIS.commands().zscore(REDIS.keys().escalations(), key)).isNull();
            assertThat(history(key, HistoryEntry.Kind.SILENCED)).isOne();
            dispatch.settle(about(key, "resolved"));
            dispatch.settle(SilenceRequest.end(silence.id(), ""));
        });
    }

    @Test
    void ofTwoInstancesThatFindTheEndOfASilenceOneRequestsIt() throws Exception {
        Race.rounds("two find the end of a silence", 100, i -> {
            silences.begin(silence("e/" + i, i));
            now.updateAndGet(time -> time.plus(Duration.ofHours(3)));

            Both<List<SilenceRequest>, List<SilenceRequest>> both =
                    race.atOnce(() -> silences.due(), () -> othersSilences.due());

            assertThat(both.first().size() + both.second().size()).isOne();
            both.first().forEach(dispatch::settle);
            both.second().forEach(dispatch::settle);
            assertThat(silences.all()).isEmpty();
        });
    }

    /** Finds the steps that are due, and performs them; returns how many were performed. */
    private int steps(DueEscalations finder) {
        int performed = 0;
        for (EscalationRequest request : finder.find(10)) {
            performed += dispatch.settle(request).entries().isEmpty() ? 0 : 1;
        }
        return performed;
    }

    private Silence silence(String key, int number) {
        return new Silence(
                "s" + number,
                Silence.Type.KEY,
                key,
                true,
                List.of(),
                CLARAS,
                "Clara",
                "works",
                clock.instant().plus(Duration.ofHours(2)));
    }

    private static Event about(String key, String status) {
        return event(status).key(key).area("north").event();
    }

    private Incident incident(String key) {
        return dispatch.incidents.find(key).orElseThrow();
    }

    private static List<Long> chats(DispatchResult result) {
        return result.entries().stream().map(OutboxEntry::chat).toList();
    }

    private static long history(String key, HistoryEntry.Kind kind) {
        return new IncidentHistory(REDIS.commands(), REDIS.keys(), Acts.NONE)
                .of(key).stream().filter(line -> line.kind() == kind).count();
    }
}
