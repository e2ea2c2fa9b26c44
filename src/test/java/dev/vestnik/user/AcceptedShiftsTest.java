package dev.vestnik.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.Race;
import dev.vestnik.testing.Race.Both;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import dev.vestnik.user.AcceptedShifts.Acceptance;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AcceptedShiftsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long LEAVING = 1;
    private static final long ANNA = 2;
    private static final long BORIS = 3;
    private static final long GONE = 4;
    private static final Instant END = Instant.parse("2026-11-23T20:00:00Z");

    private UserService users;
    private AcceptedShifts one;
    private AcceptedShifts other;

    @BeforeEach
    void allAreOnDuty() {
        UserFixtures.logIn(REDIS, LEAVING, ANNA, BORIS, GONE);
        users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        Stream.of(LEAVING, ANNA, BORIS, GONE).forEach(chat -> users.joinPool(chat, null));
        one = new AcceptedShifts(REDIS.moreCommands(), REDIS.keys(), users);
        other = new AcceptedShifts(REDIS.moreCommands(), REDIS.keys(), users);
    }

    @Test
    void theFirstAcceptsAndTheSamePressAgainIsNotTheFirst() {
        assertThat(one.accept(LEAVING, END, "north", ANNA, "Anna")).isEqualTo(new Acceptance(ANNA, "Anna", true));
        assertThat(other.accept(LEAVING, END, "north", BORIS, "Boris")).isEqualTo(new Acceptance(ANNA, "Anna", false));
        assertThat(one.accept(LEAVING, END, "north", ANNA, "Anna")).isEqualTo(new Acceptance(ANNA, "Anna", false));
        assertThat(other.accept(LEAVING, END, "south", BORIS, "Boris")).isEqualTo(new Acceptance(BORIS, "Boris", true));
        assertThat(one.of(LEAVING, END, "north")).map(Acceptance::chat).contains(ANNA);
    }

    @Test
    void anAcceptanceEndsWithTheDutyOrTheLoginOfWhoAccepted() {
        one.accept(LEAVING, END, "north", ANNA, "Anna");
        users.leavePool(ANNA);
        assertThat(one.of(LEAVING, END, "north")).isEmpty();
        assertThat(other.accept(LEAVING, END, "north", BORIS, "Boris").first()).isTrue();
        users.logout(BORIS);
        assertThat(one.of(LEAVING, END, "north")).isEmpty();
        assertThat(one.accept(LEAVING, END, "north", GONE, "Gone").first()).isTrue();
    }

    @Test
    void ofTwoWhoAcceptAtOnceOneIsTheFirstAlsoInPlaceOfSomebodyWhoHasGoneOffDuty() throws Exception {
        try (Race race = new Race()) {
            Race.rounds("two accept a duty", 100, i -> {
                Instant end = END.plusSeconds(i);
                if (i % 2 == 0) {
                    users.joinPool(GONE, null);
                    one.accept(LEAVING, end, "north", GONE, "Gone");
                    users.leavePool(GONE);
                }

                Both<Acceptance, Acceptance> both = race.atOnce(
                        () -> one.accept(LEAVING, end, "north", ANNA, "Anna"),
                        () -> other.accept(LEAVING, end, "north", BORIS, "Boris"));

                assertThat(both.first().first()).isNotEqualTo(both.second().first());
                assertThat(both.first().chat()).isEqualTo(both.second().chat());
                assertThat(one.of(LEAVING, end, "north"))
                        .map(Acceptance::chat)
                        .contains(both.first().chat());
            });
        }
    }
}
