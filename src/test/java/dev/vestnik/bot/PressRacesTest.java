package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.command.Logouts;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Opening;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.Press;
import dev.vestnik.incident.Press.Outcome;
import dev.vestnik.incident.card.CardState;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.Race;
import dev.vestnik.testing.Race.Both;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import dev.vestnik.text.Languages;
import dev.vestnik.user.User;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Presses at the same moment, on two instances with one Redis: exactly one wins, and each is answered once. */
class PressRacesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Owner A = new Owner(1001, "A", NOW);
    private static final Owner B = new Owner(1002, "B", NOW);
    private static final Owner C = new Owner(1003, "C", NOW);

    private final Race race = new Race();
    private RedisCommands<String, String> dispatch;
    private IncidentStore incidents;
    private IncidentOwners one;
    private IncidentOwners other;

    @BeforeEach
    void twoInstances() {
        UserFixtures.logIn(REDIS, 1001, 1002, 1003);
        dispatch = REDIS.moreCommands();
        incidents = new IncidentStore(REDIS.commands(), REDIS.keys(), WEEK, CLOCK);
        one = new IncidentOwners(REDIS.moreCommands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, CLOCK);
        other = new IncidentOwners(REDIS.moreCommands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, CLOCK);
        happens("critical");
    }

    @AfterEach
    void stop() {
        race.close();
    }

    @Test
    void ofTwoWhoTakeAtOnceOneWins() throws Exception {
        Race.rounds("two take", 100, i -> {
            Both<Press, Press> both = race.atOnce(() -> one.take(1, 1, A), () -> other.take(1, 1, B));

            assertThat(outcomes(both)).containsExactlyInAnyOrder(Outcome.DONE, Outcome.OTHER_OWNER);
            Owner winner = both.first().done() ? A : B;
            assertThat(both.first().owner()).isEqualTo(winner);
            assertThat(both.second().owner()).isEqualTo(winner);
            assertThat(one.owner("n1")).contains(winner);
            assertThat(one.release(1, 1, winner).done()).isTrue();
            if (i % 40 == 0) {
                // Of the last forty rounds: one line for the press that won, none for the other.
                assertThat(tail(80))
                        .isEqualTo(Collections.nCopies(40, List.of(Kind.TAKEN, Kind.RELEASED)).stream()
                                .flatMap(List::stream)
                                .toList());
            }
        });
    }

    @Test
    void ofTwoWhoTakeOverAtOnceOneWins() throws Exception {
        Race.rounds("two take over", 100, i -> {
            one.take(1, 1, C);

            Both<Press, Press> both =
                    race.atOnce(() -> one.handOver(1, 1, 1003, A, "A"), () -> other.handOver(1, 1, 1003, B, "B"));

            assertThat(outcomes(both)).containsExactlyInAnyOrder(Outcome.DONE, Outcome.OTHER_OWNER);
            Owner winner = both.first().done() ? A : B;
            assertThat(one.owner("n1")).contains(winner);
            one.release(1, 1, winner);
        });
    }

    @Test
    void aPressTogetherWithTheReleaseTakesWhatIsFreeOrFindsTheOwner() throws Exception {
        Race.rounds("take and release", 100, i -> {
            one.take(1, 1, A);

            Both<Press, Press> both = race.atOnce(() -> one.release(1, 1, A), () -> other.take(1, 1, B));

            assertThat(both.first().outcome()).isEqualTo(Outcome.DONE);
            assertThat(both.second().outcome()).isIn(Outcome.DONE, Outcome.OTHER_OWNER);
            assertThat(one.owner("n1").isPresent()).isEqualTo(both.second().done());
            one.release(1, 1, B);
        });
    }

    @Test
    void aPressTogetherWithTheEndIsBeforeItOrFindsItClosed() throws Exception {
        AtomicInteger before = new AtomicInteger();
        Race.rounds("take and resolved", 100, seen -> {
            List<RedisWrite> end = writes("resolved");
            int later = seen % 3;
            Both<Press, Press> both = race.atOnce(
                    () -> {
                        // A press is two calls of Redis, this is one: without a delay it would always come first.
                        for (int calls = 0; calls < later; calls++) {
                            dispatch.ping();
                        }
                        REDIS.write(end);
                        return new Press(Outcome.DONE, null, null);
                    },
                    () -> other.take(1, seen, B));

            assertThat(both.second().outcome()).isIn(Outcome.DONE, Outcome.CLOSED);
            assertThat(one.owner("n1").isPresent()).isEqualTo(both.second().done());
            if (both.second().done()) {
                before.incrementAndGet();
                assertThat(REDIS.commands().pttl(REDIS.keys().owner("n1"))).isPositive();
            }
            assertThat(incidents.find("n1").orElseThrow().open()).isFalse();
            assertThat(one.take(1, seen, A).outcome()).isEqualTo(Outcome.CLOSED);
            happens("critical");
            assertThat(one.owner("n1")).isEmpty();
            assertThat(one.take(1, seen, A).outcome()).isEqualTo(Outcome.REOPENED);
        });
        assertThat(before.get()).isPositive();
    }

    @Test
    void aCloseTogetherWithAWorseningClosesBeforeItOrIsRefusedAndThePersonIsTold() throws Exception {
        DispatchFixture service = new DispatchFixture(REDIS, dispatch, CLOCK);
        service.users.login(1001, ANNA.phone(), "ru");
        service.users.login(1003, CLARA.phone(), "en");
        IncidentNews news = new IncidentNews(service.users, new Languages("ru"));
        RedisCommands<String, String> person = REDIS.moreCommands();
        RedisCommands<String, String> monitoring = REDIS.moreCommands();
        String stream = REDIS.keys().events();
        AtomicInteger refused = new AtomicInteger();
        int rounds = Race.rounds("close and worsening", 100, i -> {
            String key = "r" + i;
            service.settle(event("warning", key));
            Incident seen = incidents.find(key).orElseThrow();
            Map<String, String> close = new ClosingRequest(
                            new Opening(key, seen.number(), 1), 2, i % 2 == 0 ? "A" : "C", i % 2 == 0 ? 1001 : 1003)
                    .fields();
            Map<String, String> worse =
                    Map.of("body", EventJson.write(event("critical", key)), "route", EventStreamEntry.INBOX);
            Both<String, String> both =
                    race.atOnce(() -> person.xadd(stream, close), () -> monitoring.xadd(stream, worse));
            boolean first = StreamId.of(both.first()).compareTo(StreamId.of(both.second())) < 0;

            DispatchResult result = service.settleArrivals(dispatch.xrange(stream, Range.unbounded()).stream()
                    .map(entry -> EventStreamEntry.of(entry.getId(), entry.getBody()))
                    .toList());
            dispatch.del(stream);

            Incident after = incidents.find(key).orElseThrow();
            assertThat(after.open()).isTrue();
            assertThat(after.status()).isEqualTo("critical");
            assertThat(after.generation()).isEqualTo(first ? 2 : 1);
            List<Reply.Send> told = result.outcomes().stream()
                    .flatMap(outcome -> outcome.report(DispatchOutcome.NotClosed.class).stream())
                    .flatMap(found -> news.notClosed(found.refused()).stream())
                    .toList();
            if (first) {
                assertThat(told).isEmpty();
            } else {
                refused.incrementAndGet();
                String number = "#" + seen.number();
                assertThat(told)
                        .containsExactly(
                                i % 2 == 0
                                        ? new Reply.Send(
                                                1001,
                                                number
                                                        + " не закрыт: пока вы решали, стало хуже. Посмотрите новую карточку.",
                                                null)
                                        : new Reply.Send(
                                                1003,
                                                number
                                                        + " is not closed: it became worse while you decided. See the new card.",
                                                null));
            }
        });
        assertThat(refused.get()).isBetween(1, rounds - 1);
    }

    private static Event event(String status, String key) {
        return new Event(null, key, status, "x", null, null, "north", List.of(), NOW, null, null, null, Map.of());
    }

    @Test
    void throughTheRoutesOfTwoInstancesEachPressIsAnsweredOnceAndOneWins() throws Exception {
        BotRoute stops = new BotRoute(REDIS);
        try (BotRoute stays = new BotRoute(REDIS)) {
            ChatUser anna = new ChatUser(stops, 1001, "ru");
            ChatUser clara = new ChatUser(stays, 1003, "en");
            anna.sharesOwn(ANNA.phone());
            clara.sharesOwn(CLARA.phone());
            stays.showCard("n1", 1001);
            stays.showCard("n1", 1003);

            twoPress(anna, clara);
            onePressesWhileLoggedOut(anna, stays);
            ChatUser annaThere = new ChatUser(stays, 1001, "ru");
            theSameUpdateComesTwice(anna, annaThere, clara);
            oneInstanceStops(stops, annaThere, clara);
            annaThere.pressesOnCard("take:1:1");
            stays.refreshCards();
            for (long chat : new long[] {1001, 1003}) {
                assertThat(stays.editedCards(chat)).as("edits for " + chat).contains("n1");
                assertThat(stays.bean(CardStore.class).read("n1", chat))
                        .map(CardState::owner)
                        .map(Owner::chat)
                        .contains(1001L);
            }
        }
    }

    /** On cards of their own, and on the copy in a group. */
    private void twoPress(ChatUser anna, ChatUser clara) throws Exception {
        Race.rounds("two take through the routes of two instances", 20, i -> {
            boolean inGroup = i % 2 == 0;
            Both<String, String> both = race.atOnce(() -> takes(anna, inGroup), () -> takes(clara, inGroup));

            boolean won = both.first().equals("#1 теперь ваш");
            assertThat(both.first()).startsWith(won ? "#1 теперь ваш" : "Уже в работе: Clara Smith");
            assertThat(both.second()).startsWith(won ? "Somebody works on it already: Анна Орлова" : "#1 is yours now");
            assertThat(one.owner("n1")).map(Owner::chat).contains(won ? 1001L : 1003L);
            (won ? anna : clara).pressesOnCard("release:1:1");
        });
    }

    /** Presses a button of a card, or of the copy in a group; it is answered once. */
    private static String takes(ChatUser person, boolean inGroup) {
        if (!inGroup) {
            return person.pressesOnCard("take:1:1");
        }
        int before = person.toasts();
        String answer = person.pressesInGroup(-100500, "take:1:1");
        assertThat(person.toasts()).isEqualTo(before + 1);
        return answer;
    }

    private void onePressesWhileLoggedOut(ChatUser anna, BotRoute other) throws Exception {
        Logouts logouts = other.bean(Logouts.class);
        AtomicInteger late = new AtomicInteger();
        Race.rounds("take and logout", 20, i -> {
            User user = other.user(1001);
            int before = anna.toasts();
            int later = i % 4;
            race.atOnce(() -> anna.pressesData("take:1:1", 500), () -> {
                // A press reads several keys before it changes the owner.
                for (int calls = 0; calls < later; calls++) {
                    dispatch.ping();
                }
                logouts.end(user);
                return true;
            });

            assertThat(one.owner("n1")).as("owner after round " + i).isEmpty();
            assertThat(anna.toasts()).isBetween(before, before + 1);
            if (anna.toasts() > before && anna.toast().startsWith("Вы вышли")) {
                late.incrementAndGet();
            }
            other.users().login(1001, ANNA.phone(), "ru");
        });
        System.out.println("of them answered after the logout: " + late);
    }

    /** The update that the old poller has in work comes again to the new one. */
    private void theSameUpdateComesTwice(ChatUser before, ChatUser after, ChatUser other) throws Exception {
        Race.rounds("the same update at two instances", 20, i -> {
            Both<String, String> both =
                    race.atOnce(() -> before.pressesOnCard("take:1:1"), () -> after.pressesOnCard("take:1:1"));

            assertThat(List.of(both.first(), both.second())).containsOnly("#1 теперь ваш");
            assertThat(tail(2)).containsExactly(Kind.RELEASED, Kind.TAKEN);
            assertThat(other.pressesOnCard("take:1:1")).startsWith("Somebody works on it already: Анна Орлова");
            after.pressesOnCard("release:1:1");
        });
    }

    private void oneInstanceStops(BotRoute stops, ChatUser anna, ChatUser clara) throws Exception {
        Future<?> stop = race.beside(stops::close);
        Race.rounds("presses during and after a failover", 20, i -> {
            assertThat(anna.pressesOnCard("take:1:1")).isEqualTo("#1 теперь ваш");
            assertThat(clara.pressesOnCard("takeover:1:1:1001")).isEqualTo("#1 is yours now");
            assertThat(clara.pressesOnCard("release:1:1")).isEqualTo("#1 is free again");
        });
        stop.get();
        assertThat(one.owner("n1")).isEmpty();
    }

    private static List<Outcome> outcomes(Both<Press, Press> both) {
        return List.of(both.first().outcome(), both.second().outcome());
    }

    private List<Kind> tail(int lines) {
        List<HistoryEntry> history = new IncidentHistory(REDIS.commands(), REDIS.keys(), Acts.NONE).of("n1");
        return history.subList(history.size() - lines, history.size()).stream()
                .map(HistoryEntry::kind)
                .toList();
    }

    private void happens(String status) {
        REDIS.write(writes(status));
    }

    /** The writes of an event of this status about the incident. */
    private List<RedisWrite> writes(String status) {
        List<Incident> current = incidents.find("n1").map(List::of).orElse(List.of());
        IncidentBatch batch = new IncidentBatch(REDIS.keys(), WEEK, Samples.ESCALATION, current.size(), current);
        Event event =
                new Event("n1", "n1", status, "x", null, null, "north", List.of(), NOW, null, null, null, Map.of());
        batch.apply("n1", event, Samples.STATUSES.named(status).orElseThrow(), "1-0", "north", NOW);
        return batch.writes(NOW);
    }
}
