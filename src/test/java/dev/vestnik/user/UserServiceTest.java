package dev.vestnik.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.event.Statuses;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UserServiceTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String ANNA = Samples.ANNA.phone();
    private UserService users;

    @BeforeEach
    void nobodyIsLoggedIn() {
        users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
    }

    @Test
    void aNewUserIsOffDutyEnabledAndHasEveryStatusSelected() {
        Login login = users.login(1001, ANNA, "ru");

        assertThat(login.repeated()).isFalse();
        assertThat(login.user())
                .isEqualTo(new User(
                        1001,
                        ANNA,
                        "ru",
                        null,
                        true,
                        java.util.Set.of("critical", "warning", "info", "resolved"),
                        false));
        assertThat(users.byChat(1001)).contains(login.user());
        assertThat(users.all().all()).containsExactly(login.user());
    }

    @Test
    void everyCommandIsIdempotent() {
        users.login(1001, ANNA, "ru");

        assertThat(users.joinPool(1001, null).orElseThrow().changed()).isTrue();
        assertThat(users.joinPool(1001, null).orElseThrow().changed()).isFalse();
        assertThat(users.disable(1001).orElseThrow().changed()).isTrue();
        assertThat(users.disable(1001).orElseThrow().changed()).isFalse();
        assertThat(users.enable(1001).orElseThrow().after().enabled()).isTrue();
        assertThat(users.leavePool(1001).orElseThrow().after().onDuty()).isFalse();
        assertThat(users.leavePool(1001).orElseThrow().changed()).isFalse();
        assertThat(users.setUnreachable(1001).orElseThrow().after().reachable()).isFalse();
        assertThat(users.setReachable(1001).orElseThrow().after().reachable()).isTrue();
        assertThat(users.setLanguage(1001, "en").orElseThrow().after().language())
                .isEqualTo("en");
    }

    @Test
    void whatChangesNothingDoesNotMakeOthersReadAgain() {
        users.login(1001, ANNA, "ru");
        String version = REDIS.commands().get(REDIS.keys().usersVersion());

        users.leavePool(1001);
        users.enable(1001);

        assertThat(REDIS.commands().get(REDIS.keys().usersVersion())).isEqualTo(version);
    }

    @Test
    void afterALossOfAllDataNoVersionComesAgain() {
        for (int i = 0; i < 50; i++) { // some of the losses fall into the millisecond of the login
            users.login(1001, ANNA, "ru");
            assertThat(users.all().byChat(1001)).isPresent();
            REDIS.commands().flushall();
            users.login(1002, Samples.BORIS.phone(), "ru");
            assertThat(users.all().byChat(1001)).isEmpty();
            assertThat(users.all().byChat(1002)).isPresent();
        }
    }

    @Test
    void aToggledStatusIsOffThenOnAgain() {
        users.login(1001, ANNA, "ru");

        assertThat(users.toggle(1001, "warning").orElseThrow().after().selected())
                .containsExactlyInAnyOrder("critical", "info", "resolved");
        assertThat(users.toggle(1001, "warning").orElseThrow().after().selected())
                .contains("warning");
        assertThat(users.toggle(1001, "nonsense").orElseThrow().changed()).isFalse();
    }

    /** While two versions work side by side. */
    @Test
    void aStageOfADutyThatALaterVersionHasWrittenKeepsTheDuty() {
        users.login(1001, ANNA, "ru");
        users.joinPool(1001, Duty.until(Instant.parse("2026-11-23T20:00:00Z")).in(Duty.Stage.LEAVING));
        String stored =
                Objects.requireNonNull(REDIS.commands().hget(REDIS.keys().users(), "1001"));
        assertThat(stored).contains("\"LEAVING\"");
        REDIS.commands().hset(REDIS.keys().users(), "1001", stored.replace("LEAVING", "HANDED_TO_A_ROBOT"));

        assertThat(users.byChat(1001))
                .map(User::duty)
                .contains(Duty.until(Instant.parse("2026-11-23T20:00:00Z")).in(Duty.Stage.RUNNING));
        assertThat(users.disable(1001).orElseThrow().after().onDuty()).isTrue();
    }

    @Test
    void aStatusThatIsConfiguredLaterReachesEveryone() {
        UserService before = new UserService(
                REDIS.commands(), REDIS.keys(), new Statuses(List.of(Samples.CRITICAL, Samples.INFO)), Samples.CLOCK);
        before.login(1001, ANNA, "ru");
        before.toggle(1001, "info");

        assertThat(users.byChat(1001).orElseThrow().selected())
                .containsExactlyInAnyOrder("critical", "warning", "resolved");
    }

    @Test
    void aCommandOfWhoIsNotLoggedInDoesNothing() {
        assertThat(users.joinPool(1001, null)).isEmpty();
        assertThat(users.toggle(1001, "info")).isEmpty();
        assertThat(users.logout(1001)).isEmpty();
        assertThat(REDIS.commands().keys("*")).isEmpty();
    }

    @Test
    void loggingInAgainFromTheSameChatKeepsTheSettings() {
        users.login(1001, ANNA, "ru");
        users.joinPool(1001, null);
        users.toggle(1001, "info");
        users.setUnreachable(1001);

        Login again = users.login(1001, ANNA, "en");

        assertThat(again.repeated()).isTrue();
        assertThat(again.user().onDuty()).isTrue();
        assertThat(again.user().selected()).doesNotContain("info");
        assertThat(again.user().language()).isEqualTo("en");
        assertThat(again.user().unreachable()).isFalse();
    }

    @Test
    void aPhoneThatMovesToAnotherAccountLogsTheOlderChatOut() {
        users.login(1001, ANNA, "ru");
        users.login(1002, Samples.BORIS.phone(), "ru");
        users.joinPool(1001, null);

        Login moved = users.login(2001, ANNA, "ru");

        assertThat(moved.loggedOut()).containsExactly(1001L);
        assertThat(moved.user().onDuty()).isFalse();
        assertThat(users.all().all()).extracting(User::chat).containsExactly(1002L, 2001L);
    }

    /** A user who was stored, moved or removed by a version that keeps no phones is found by the next login. */
    @Test
    void aPhoneHasOneChatAlsoAfterAnOlderVersionHasChangedUsers() {
        users.login(1001, ANNA, "ru");
        users.login(1002, Samples.BORIS.phone(), "ru");
        String anna = Objects.requireNonNull(REDIS.commands().hget(REDIS.keys().users(), "1001"));
        REDIS.commands().hdel(REDIS.keys().users(), "1001");
        REDIS.commands().hset(REDIS.keys().users(), "1004", anna.replace("1001", "1004"));
        REDIS.commands().incr(REDIS.keys().usersVersion());
        users.enable(1002);
        users.disable(1002);

        assertThat(users.login(1005, ANNA, "ru").loggedOut()).containsExactly(1004L);
        assertThat(users.login(1006, Samples.BORIS.phone(), "ru").loggedOut()).containsExactly(1002L);
        REDIS.commands().del(REDIS.keys().usersByPhone());
        assertThat(users.login(1007, ANNA, "ru").loggedOut()).containsExactly(1005L);
        assertThat(users.all().all()).extracting(User::chat).containsExactly(1006L, 1007L);
    }

    @Test
    void whoHasLoggedOutOrChangedThePhoneIsNoOtherChatOfIt() {
        users.login(1001, ANNA, "ru");
        users.logout(1001);
        assertThat(users.login(1002, ANNA, "ru").loggedOut()).isEmpty();
        users.login(1002, Samples.BORIS.phone(), "ru");
        assertThat(users.login(1003, ANNA, "ru").loggedOut()).isEmpty();
        assertThat(users.login(1003, ANNA, "ru").loggedOut()).isEmpty();
        assertThat(users.login(1004, Samples.BORIS.phone(), "ru").loggedOut()).containsExactly(1002L);
        assertThat(REDIS.commands().hlen(REDIS.keys().usersByPhone())).isEqualTo(3);
    }

    @Test
    void aLoginDoesNotReadAllUsers() {
        for (int i = 1; i <= 50; i++) {
            users.login(i, "+7916000" + (1000 + i), "ru");
        }
        REDIS.commands().configResetstat();

        for (int i = 51; i <= 100; i++) {
            users.login(i, "+7916000" + (1000 + i), "ru");
        }

        assertThat(REDIS.commands().info("commandstats")).doesNotContain("cmdstat_hgetall");
        assertThat(users.all().all()).hasSize(100);
    }

    @Test
    void aChatThatLogsInWithAnotherPhoneIsAnotherUser() {
        users.login(1001, ANNA, "ru");
        users.joinPool(1001, null);

        Login other = users.login(1001, Samples.BORIS.phone(), "ru");

        assertThat(other.repeated()).isFalse();
        assertThat(other.user().onDuty()).isFalse();
        assertThat(users.all().phones()).containsExactly(Samples.BORIS.phone());
    }

    @Test
    void loggingOutForgetsTheChat() {
        users.login(1001, ANNA, "ru");

        assertThat(users.logout(1001)).isPresent();
        assertThat(users.byChat(1001)).isEmpty();
        assertThat(users.all().all()).isEmpty();
    }

    @Test
    void anotherInstanceSeesTheChangeAtOnce() {
        UserService other = new UserService(REDIS.moreCommands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        users.login(1001, ANNA, "ru");
        assertThat(other.all().all()).hasSize(1);

        users.joinPool(1001, null);

        assertThat(other.all().byChat(1001).orElseThrow().onDuty()).isTrue();
    }

    @Test
    void usersAreReadOnlyWhenTheirVersionHasChanged() {
        users.login(1001, ANNA, "ru");

        assertThat(users.all()).isSameAs(users.all());
    }

    @Test
    void whoIsOnDutyIsKnownByArea() {
        users.login(1001, ANNA, "ru");
        users.login(1003, Samples.CLARA.phone(), "en");
        users.login(1009, "+79169999999", "ru");
        List.of(1001L, 1003L, 1009L).forEach(chat -> users.joinPool(chat, null));

        assertThat(users.all().onDuty("north", Samples.DIRECTORY))
                .extracting(User::chat)
                .containsExactly(1001L, 1003L);
        assertThat(users.all().onDuty("south", Samples.DIRECTORY))
                .extracting(User::chat)
                .containsExactly(1003L);
        assertThat(users.all().onDuty(Samples.DIRECTORY)).hasSize(2);
    }

    @Test
    void whoHasLeftTheDirectoryIsLoggedOut() {
        users.login(1001, ANNA, "ru");
        users.login(1002, Samples.BORIS.phone(), "ru");

        List<User> gone = users.logOutUnknown(Directory.of(List.of(Samples.BORIS), Map.of("south", "Юг"), Map.of()));

        assertThat(gone).extracting(User::chat).containsExactly(1001L);
        assertThat(users.all().all()).extracting(User::chat).containsExactly(1002L);
    }

    @Test
    void twoCommandsAtTheSameTimeBothTakeEffect() throws Exception {
        users.login(1001, ANNA, "ru");
        int threads = 8;
        int times = 51;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            String status = Samples.STATUSES.all().get(thread % 4).name();
            UserService own = new UserService(REDIS.moreCommands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
            running.add(pool.submit(() -> {
                start.await();
                for (int i = 0; i < times; i++) {
                    own.toggle(1001, status);
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : running) {
            each.get();
        }
        pool.shutdown();

        assertThat(users.byChat(1001).orElseThrow().selected())
                .as("each status was toggled an even number of times")
                .hasSize(4);
    }

    @Test
    void aUserNeverShowsThePhone() {
        assertThat(users.login(1001, ANNA, "ru").toString()).doesNotContain("916");
    }
}
