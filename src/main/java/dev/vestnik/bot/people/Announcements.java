package dev.vestnik.bot.people;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages that administrators have written with {@code /say}, sent or not, and who has got them; for a day. */
public final class Announcements {
    private static final Duration RETENTION = Duration.ofDays(1);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    public Announcements(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * A message.
     *
     * @param area {@code *}: for everybody
     * @param recipients the number of people it was sent to; null: not sent yet
     */
    record Announcement(String area, String text, @Nullable Integer recipients) {
        Announcement sentTo(int people) {
            return new Announcement(area, text, people);
        }

        /** Without the text, since records are logged. */
        @Override
        public String toString() {
            return "Announcement[" + area + ", " + recipients + "]";
        }
    }

    /** The name of the message that the administrator of this chat wrote with the command of this id. */
    static String name(long chat, long command) {
        return "say:" + chat + ":" + command;
    }

    void keep(String name, Announcement announcement) {
        redis.set(keys.announcement(name), RedisJson.write(announcement), SetArgs.Builder.px(RETENTION));
    }

    Optional<Announcement> find(String name) {
        return Optional.ofNullable(redis.get(keys.announcement(name)))
                .map(json -> RedisJson.read(json, Announcement.class));
    }

    void forget(String name) {
        redis.del(keys.announcement(name));
    }

    /** How many people have got it so far. */
    long received(String name) {
        return redis.scard(keys.received(name));
    }
}
