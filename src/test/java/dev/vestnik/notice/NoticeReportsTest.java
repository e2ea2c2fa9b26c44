package dev.vestnik.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.testing.LogLines;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.HashedChat;
import dev.vestnik.user.UserService;
import io.lettuce.core.XAddArgs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoticeReportsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final List<OutboxText> sent = new ArrayList<>();

    @AutoClose
    private final LogLines log = LogLines.of(NoticeReports.class);

    private NoticeReports reports;

    @BeforeEach
    void logIn() {
        UserService users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        DirectoryService directories = new DirectoryService(REDIS.commands(), REDIS.keys(), true);
        directories.replace(Samples.DIRECTORY);
        users.login(1003, Samples.CLARA.phone(), "en");
        AdminNotices notices = new AdminNotices(
                REDIS.commands(), REDIS.keys(), users, directories, sent::addAll, Runnable::run, Clock.systemUTC());
        NoticeCounts counts = new NoticeCounts(REDIS.commands(), REDIS.keys(), notices);
        reports = new NoticeReports(REDIS.commands(), REDIS.keys(), counts, Clock.systemUTC());
    }

    @Test
    void rejectsAreToldOnceAnHourWithTheirReasons() {
        reports.rejects();
        assertThat(sent).isEmpty();

        reject("missing");
        reports.rejects();
        reject("missing");
        reject("not_json");
        reject("missing");
        reports.rejects();
        assertThat(sent).singleElement().satisfies(text -> assertThat(text.html())
                .isEqualTo("⚠️ Events rejected: <b>1</b> (missing: 1). Redis keeps what they contain: "
                        + "<code>XREVRANGE vestnik:rejected + - COUNT 10</code>"));

        REDIS.commands().del(REDIS.keys().noticeSent("rejected"));
        reports.rejects();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).html()).contains("<b>3</b> (missing: 2, not_json: 1)");
        REDIS.commands().del(REDIS.keys().noticeSent("rejected"));
        reports.rejects();
        assertThat(sent).hasSize(2);
    }

    @Test
    void eachDeadLetterIsOneErrorAndTheAdministratorsAreToldTheirNumber() {
        bury(REDIS.keys().outbox(), Map.of("event", "17-0", "why", "DUTY"), "1001", "refused: 400 Bad Request: no");
        bury(REDIS.keys().outbox(), Map.of("event", "18-0", "why", "DUTY"), "1002", "refused: 413 too large");
        bury(REDIS.keys().events(), Map.of("body", "{}"), "", "failed");

        reports.deadLetters();
        reports.deadLetters();

        assertThat(log.texts()).hasSize(3).isEqualTo(log.texts(Level.ERROR));
        assertThat(log.texts().get(0))
                .contains("event 17-0 for chat " + HashedChat.of(1001) + " was given up: refused: 400 Bad Request: no");
        assertThat(sent).singleElement().satisfies(text -> assertThat(text.html())
                .contains("<b>3</b> (failed: 1, refused: 2)"));
    }

    @Test
    void administratorsAreToldOfCommandsAndPressesThatWereNotHandled() {
        bury(REDIS.keys().updates(), Map.of("body", "{\"text\":\"hidden words\"}"), "1001", "failed");

        reports.deadLetters();

        assertThat(log.texts()).singleElement().satisfies(line -> assertThat(line)
                .contains("update 5-0 for chat " + HashedChat.of(1001) + " was given up: failed")
                .doesNotContain("hidden"));
        assertThat(sent).singleElement().satisfies(text -> assertThat(text.html())
                .startsWith("⚠️ Commands and presses that were not handled: <b>1</b> (failed: 1)."));
    }

    @Test
    void deadLettersOfLongAgoAreNotReportedAtTheFirstRun() {
        REDIS.commands().xadd(REDIS.keys().outbox() + ":dead", withId("1000-0"), letter(Map.of(), "1", "failed"));

        reports.deadLetters();

        assertThat(log.texts()).isEmpty();
        assertThat(sent).isEmpty();
    }

    private static XAddArgs withId(String id) {
        return new XAddArgs().id(id);
    }

    private static void reject(String reason) {
        REDIS.write(NoticeCounts.count(REDIS.keys(), NoticeReports.REJECTED, reason));
    }

    private static void bury(String stream, Map<String, String> fields, String key, String reason) {
        REDIS.commands().xadd(stream + ":dead", letter(fields, key, reason));
    }

    private static Map<String, String> letter(Map<String, String> fields, String key, String reason) {
        Map<String, String> all = new HashMap<>(fields);
        all.putAll(Map.of(
                "dead-id",
                "5-0",
                "dead-key",
                key,
                "dead-group",
                "",
                "dead-reason",
                reason,
                "dead-error",
                "",
                "dead-deliveries",
                "1",
                "dead-time",
                "1795000000000"));
        return all;
    }
}
