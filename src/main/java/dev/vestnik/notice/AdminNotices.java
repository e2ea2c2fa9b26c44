package dev.vestnik.notice;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Role;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.TextQueue;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all reachable administrators something, each in their own language, through the outbox. All instances together send
 * at most one notice of a kind in its interval; the others are dropped. If no administrator is reachable, the notice is one
 * ERROR in the log.
 */
public final class AdminNotices {
    private static final Logger LOG = LoggerFactory.getLogger(AdminNotices.class);

    /** How long a notice waits in the outbox, for instance while Telegram is unavailable. */
    private static final Duration LATEST = Duration.ofDays(1);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UserService users;
    private final DirectoryService directories;
    private final TextQueue outbox;
    private final Executor executor;
    private final Clock clock;

    /** @param executor runs the calls of Redis; it may reject them when it has too many */
    public AdminNotices(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            UserService users,
            DirectoryService directories,
            TextQueue outbox,
            Executor executor,
            Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.users = users;
        this.directories = directories;
        this.outbox = outbox;
        this.executor = executor;
        this.clock = clock;
    }

    /** Sends the notice soon. Returns at once and never throws; a notice that could not be stored is a WARN in the log. */
    public void send(AdminNotice notice) {
        try {
            executor.execute(() -> store(notice));
        } catch (RejectedExecutionException e) {
            LOG.warn(
                    "The notice {} was not sent, since too many others wait",
                    notice.kind().name());
        }
    }

    /** Whether no notice of this kind was sent within its interval. Reads Redis. */
    boolean isDue(NoticeKind kind) {
        return redis.get(keys.noticeSent(kind.name())) == null;
    }

    /**
     * The notice as writes for a settlement: it is sent exactly if the settlement is written. Reads Redis.
     *
     * @return nothing to write if a notice of this kind was sent within its interval, or no administrator is reachable
     */
    public NoticeEntries entries(AdminNotice notice) {
        if (!isDue(notice.kind())) {
            return NoticeEntries.NONE;
        }
        String mark = keys.noticeSent(notice.kind().name());
        return new NoticeEntries(
                texts(notice), List.of(RedisWrite.set(mark, "1", notice.kind().interval())));
    }

    private void store(AdminNotice notice) {
        String mark = keys.noticeSent(notice.kind().name());
        boolean marked = false;
        try {
            SetArgs once = SetArgs.Builder.nx().px(notice.kind().interval());
            marked = redis.set(mark, "1", once) != null;
            if (marked) {
                outbox.add(texts(notice));
            }
        } catch (RuntimeException e) {
            LOG.warn("The notice {} was not stored: {}", notice.kind().name(), e.toString());
            if (marked) {
                allowAgain(mark);
            }
        }
    }

    private void allowAgain(String mark) {
        try {
            redis.del(mark);
        } catch (RuntimeException e) {
            LOG.debug("{} expires by itself", mark, e);
        }
    }

    private List<OutboxText> texts(AdminNotice notice) {
        Instant until = clock.instant().plus(LATEST);
        List<OutboxText> texts = administrators().stream()
                .map(user -> new OutboxText(
                        user.chat(),
                        notice.kind().name(),
                        html(notice, user.language()).code(),
                        null,
                        null,
                        null,
                        null,
                        until))
                .toList();
        if (texts.isEmpty()) {
            LOG.error(
                    "No administrator is reachable to be told: {}",
                    html(notice, "en").plain());
        }
        return texts;
    }

    private static Html html(AdminNotice notice, String language) {
        return Phrases.in(language).html(notice.text(), notice.arguments().toArray());
    }

    private List<User> administrators() {
        Directory directory = directories.current();
        return users.all().all().stream()
                .filter(User::reachable)
                .filter(user -> directory
                        .person(user.phone())
                        .filter(person -> person.role() == Role.ADMIN)
                        .isPresent())
                .toList();
    }
}
