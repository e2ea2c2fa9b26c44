package dev.vestnik.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.TextQueue;
import dev.vestnik.testing.LogLines;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminNoticesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final long CLARA = 1003;
    private static final long DENIS = 1004;
    private static final Person DENISOV = Samples.person("+79160000004", "Денис", Role.ADMIN);
    private static final AdminNotice UNKNOWN =
            AdminNotice.of(new NoticeKind("test", Duration.ofMinutes(1)), "hint.command", "<b>");

    private final List<OutboxText> sent = new ArrayList<>();

    @AutoClose
    private final LogLines log = LogLines.of(AdminNotices.class);

    private UserService users;
    private DirectoryService directories;
    private AdminNotices notices;

    @BeforeEach
    void logIn() {
        users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        directories = new DirectoryService(REDIS.commands(), REDIS.keys(), true);
        directories.replace(
                Directory.of(List.of(Samples.ANNA, Samples.CLARA, DENISOV), Map.of("north", "Север"), Map.of()));
        users.login(1001, Samples.ANNA.phone(), "ru");
        users.login(CLARA, Samples.CLARA.phone(), "en");
        users.login(DENIS, DENISOV.phone(), "ru");
        notices = notices(sent::addAll);
    }

    @Test
    void eachAdministratorIsToldInTheirLanguage() {
        notices.send(UNKNOWN);

        assertThat(sent)
                .extracting(OutboxText::chat, OutboxText::kind, OutboxText::html)
                .containsExactly(
                        tuple(CLARA, "test", "There is no command &lt;b&gt;. All commands: /help"),
                        tuple(DENIS, "test", "Команды &lt;b&gt; нет. Все команды: /help"));
        assertThat(sent).allSatisfy(text -> assertThat(text.until()).isAfter(NOW.plus(Duration.ofHours(1))));
    }

    @Test
    void aKindIsSentOnceInItsInterval() {
        notices.send(UNKNOWN);
        notices.send(UNKNOWN);
        assertThat(sent).hasSize(2);
        assertThat(notices.entries(UNKNOWN).texts()).isEmpty();
        assertThat(REDIS.commands().pttl(REDIS.keys().noticeSent("test"))).isBetween(1L, 60_000L);

        notices.send(AdminNotice.of(new NoticeKind("other", Duration.ofMinutes(1)), "hint.command", "x"));
        assertThat(sent).hasSize(4);
    }

    @Test
    void aSettlementMarksTheKindWithItsEntries() {
        NoticeEntries entries = notices.entries(UNKNOWN);
        assertThat(entries.texts()).hasSize(2);
        assertThat(notices.entries(UNKNOWN).texts()).hasSize(2);

        entries.writes().forEach(REDIS::write);
        assertThat(notices.entries(UNKNOWN)).isEqualTo(NoticeEntries.NONE);
    }

    @Test
    void withoutAReachableAdministratorTheNoticeIsOneError() {
        users.disable(CLARA);
        users.setUnreachable(DENIS);

        notices.send(UNKNOWN);
        notices.send(UNKNOWN);

        assertThat(sent).isEmpty();
        assertThat(log.texts()).hasSize(1);
        assertThat(log.texts(Level.ERROR))
                .containsExactly(
                        "No administrator is reachable to be told: There is no command <b>. All commands: /help");
    }

    @Test
    void aNoticeThatCannotBeStoredIsAWarningAndMayBeSentAgain() {
        AdminNotices broken = notices(texts -> {
            throw new IllegalStateException("no connection");
        });

        assertThatCode(() -> broken.send(UNKNOWN)).doesNotThrowAnyException();
        assertThat(log.texts(Level.WARN)).hasSize(1);
        assertThat(log.texts()).hasSize(1);
        notices.send(UNKNOWN);
        assertThat(sent).hasSize(2);
    }

    @Test
    void aFullExecutorDoesNotReachTheCaller() {
        AdminNotices busy = new AdminNotices(
                REDIS.commands(),
                REDIS.keys(),
                users,
                directories,
                sent::addAll,
                work -> {
                    throw new RejectedExecutionException("full");
                },
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThatCode(() -> busy.send(UNKNOWN)).doesNotThrowAnyException();
        assertThat(log.texts(Level.WARN)).hasSize(1);
        assertThat(log.texts()).hasSize(1);
    }

    private AdminNotices notices(TextQueue queue) {
        return new AdminNotices(
                REDIS.commands(),
                REDIS.keys(),
                users,
                directories,
                queue,
                Runnable::run,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
