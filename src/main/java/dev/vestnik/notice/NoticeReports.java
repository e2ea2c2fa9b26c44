package dev.vestnik.notice;

import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.store.Keys;
import dev.vestnik.user.HashedChat;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports to administrators what was rejected and what was moved to the dead letters. */
public final class NoticeReports {
    /** Invalid events, counted by reason. */
    public static final NoticeKind REJECTED = new NoticeKind("rejected", Duration.ofHours(1));

    static final NoticeKind DEAD_LETTERS = new NoticeKind("dead-letters", Duration.ofMinutes(10));

    /** Commands and presses that were given up. */
    static final NoticeKind DEAD_UPDATES = new NoticeKind("dead-updates", Duration.ofMinutes(10));

    private static final Logger LOG = LoggerFactory.getLogger(NoticeReports.class);

    /** Dead letters that are logged at a time; the others follow with the next run. */
    private static final int CHUNK = 100;

    /** Before the first run, older dead letters are not reported. */
    private static final Duration FIRST = Duration.ofHours(1);

    /** One instance at a time reads the dead letters. */
    private static final Duration LOCK = Duration.ofSeconds(30);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final NoticeCounts counts;
    private final Clock clock;

    public NoticeReports(RedisClusterCommands<String, String> redis, Keys keys, NoticeCounts counts, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.counts = counts;
        this.clock = clock;
    }

    /** Sends a digest of the rejects since the last one, if that was more than an hour ago. */
    public void rejects() {
        counts.send(REJECTED, "notice.rejected", keys.rejected());
    }

    /** Logs each new dead letter as an ERROR, and tells the administrators how many there are. */
    public void deadLetters() {
        String lock = keys.noticeSent("dead-letters:lock");
        if (redis.set(lock, "1", SetArgs.Builder.nx().px(LOCK)) == null) {
            return;
        }
        try {
            log(keys.outbox(), DEAD_LETTERS);
            log(keys.events(), DEAD_LETTERS);
            log(keys.updates(), DEAD_UPDATES);
        } finally {
            redis.del(lock);
        }
        counts.send(DEAD_LETTERS, "notice.dead-letters", "");
        counts.send(DEAD_UPDATES, "notice.dead-updates", "");
    }

    private void log(String stream, NoticeKind kind) {
        String reported = keys.noticeSent(
                "dead-letters:last:" + stream.substring(keys.prefix().length()));
        String last = redis.get(reported);
        String from = last == null ? Long.toString(clock.instant().minus(FIRST).toEpochMilli()) : last;
        List<StreamMessage<String, String>> entries = redis.xrange(
                stream + ":dead",
                Range.from(Range.Boundary.excluding(from), Range.Boundary.unbounded()),
                Limit.from(CHUNK));
        for (StreamMessage<String, String> entry : entries) {
            DeadLetter letter = DeadLetter.of(entry.getId(), entry.getBody());
            if (letter != null) {
                report(stream, letter, kind);
            }
            redis.set(reported, entry.getId());
        }
    }

    private void report(String stream, DeadLetter letter, NoticeKind kind) {
        LOG.error(
                "Dead letter {} in {}: {} {}{} was given up: {}",
                letter.id(),
                stream,
                kind == DEAD_UPDATES ? "update" : "event",
                letter.textFields().getOrDefault("event", letter.entryId()),
                letter.key().matches("-?[0-9]{1,18}") ? " for chat " + HashedChat.of(Long.parseLong(letter.key())) : "",
                letter.reason());
        counts.count(kind, reason(letter));
    }

    /** Without what is special to this one, so that equal reasons are counted together. */
    private static String reason(DeadLetter letter) {
        String reason = letter.reason();
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
