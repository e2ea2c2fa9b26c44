package dev.vestnik.incident.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.incident.Acts;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.CardStore.Outdated;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardStoreTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Card CARD = new Card(17, 1, 0, false, false, 0, "x", Map.of("event", "1-0", "why", "DUTY"));

    private CardStore cards;
    private DispatchFixture dispatch;

    @BeforeEach
    void anIncidentIsOpen() {
        cards = new CardStore(REDIS.commands(), REDIS.keys(), Duration.ofDays(1), Duration.ofDays(8));
        dispatch = new DispatchFixture(REDIS);
        dispatch.settle(Samples.event("critical").key("a/1").area("north").event());
    }

    @Test
    void aChatHasOneCardAndItsMessagesAreKnown() {
        assertThat(cards.begin("a/1", 5).orElseThrow().card()).isNull();
        cards.shown("a/1", 5, CARD, false).forEach(REDIS::write);
        cards.shown("a/1", 5, CARD.in(18), false).forEach(REDIS::write);

        CardState state = cards.read("a/1", 5).orElseThrow();
        assertThat(state.card()).isEqualTo(CARD.in(18));
        assertThat(state.incident().number()).isEqualTo(1);
        assertThat(cards.keyOf(5, 17)).contains("a/1");
        assertThat(cards.keyOf(5, 18)).contains("a/1");
        assertThat(cards.keyOf(6, 18)).isEmpty();
        assertThat(REDIS.commands().pttl(REDIS.keys().cardMessage(5, 18))).isPositive();
        assertThat(cards.chats("a/1").withCard()).containsExactly(5L);
    }

    @Test
    void ofThousandsWhoWereToldACardReadsSome_AndTheirNumber() {
        String holders = REDIS.keys().holders("a/1");
        REDIS.commands().del(holders);
        String[] chats =
                IntStream.rangeClosed(1, 8_000).mapToObj(Integer::toString).toArray(String[]::new);
        REDIS.commands().sadd(holders, chats);

        CardState state = cards.read("a/1", 5).orElseThrow();

        assertThat(state.told()).isEqualTo(8_000);
        assertThat(state.incident().holders()).hasSizeBetween(5, 200);
        assertThat(cards.read("a/1", 5)).contains(state);
        REDIS.commands().srem(holders, Arrays.copyOfRange(chats, 40, chats.length));
        assertThat(cards.read("a/1", 5).orElseThrow().incident().holders()).hasSize(40);
    }

    @Test
    void aChatThatIsAboutToGetItsCardCountsAsOneThatHasIt() {
        cards.read("a/1", 6);
        assertThat(cards.chats("a/1").withCard()).isEmpty();

        cards.begin("a/1", 6);
        assertThat(cards.chats("a/1").withCard()).containsExactly(6L);
        assertThat(cards.begin("nothing", 6)).isEmpty();
        assertThat(cards.chats("nothing").withCard()).isEmpty();
    }

    @Test
    void ownerAndHistoryAreRead() {
        UserFixtures.logIn(REDIS, 5);
        IncidentOwners owners =
                new IncidentOwners(REDIS.commands(), REDIS.keys(), Samples.ESCALATION, Acts.NONE, Clock.systemUTC());
        Owner anna = new Owner(5, "Анна", Instant.parse("2026-11-24T09:00:00Z"));
        owners.take(1, 1, anna);

        CardState state = cards.read("a/1", 5).orElseThrow();
        assertThat(state.owner()).isEqualTo(anna);
        assertThat(state.history()).hasSize(1);
    }

    @Test
    void whatChangesWhileItIsUpdatedStaysOutdated() {
        REDIS.commands().del(REDIS.keys().outdatedCards());
        REDIS.commands().zadd(REDIS.keys().outdatedCards(), 1764406800123.0, "a/1");
        REDIS.commands().zadd(REDIS.keys().outdatedCards(), 1764406800456.0, "b \"ü\"");
        List<Outdated> read = cards.outdated(10);
        assertThat(read).containsExactly(new Outdated("a/1", 1764406800123L), new Outdated("b \"ü\"", 1764406800456L));

        REDIS.commands().zadd(REDIS.keys().outdatedCards(), 1764406800789.0, "a/1");
        cards.updated(read);

        assertThat(cards.outdated(10)).containsExactly(new Outdated("a/1", 1764406800789L));
    }

    @Test
    void theCardsOfAClosedIncidentExpireWithIt() {
        cards.begin("a/1", 5);
        cards.shown("a/1", 5, CARD, false).forEach(REDIS::write);
        assertThat(REDIS.commands().pttl(REDIS.keys().cards("a/1"))).isNegative();

        dispatch.settle(Samples.event("resolved").key("a/1").area("north").event());
        cards.begin("a/1", 6);
        cards.shown("a/1", 6, CARD, true).forEach(REDIS::write);

        assertThat(REDIS.commands().pttl(REDIS.keys().cards("a/1"))).isPositive();
    }
}
