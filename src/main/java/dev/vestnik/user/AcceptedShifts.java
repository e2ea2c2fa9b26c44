package dev.vestnik.user;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has accepted which duty, for each area: of several people who press at once, one does. It counts while this person is on
 * duty.
 */
public final class AcceptedShifts {
    /** Longer than anybody presses an old button. */
    private static final Duration RETENTION = Duration.ofDays(2);

    private static final LuaScript ACCEPT = LuaScript.load("/lua", "shift_accept");

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UserService users;

    public AcceptedShifts(RedisClusterCommands<String, String> redis, Keys keys, UserService users) {
        this.redis = redis;
        this.keys = keys;
        this.users = users;
    }

    /**
     * Who has accepted.
     *
     * @param first whether it is this press that accepts
     */
    public record Acceptance(long chat, String name, boolean first) {}

    private record Stored(long chat, String name) {}

    /**
     * Accepts a duty for an area, unless somebody has done so before who is still on duty.
     *
     * @param chat the chat of the person who leaves
     * @param until when that duty ends
     */
    public Acceptance accept(long chat, Instant until, String area, long by, String name) {
        List<Object> reply = ACCEPT.list(
                redis,
                List.of(keys.acceptedShift(chat, until.toEpochMilli(), area), keys.users()),
                List.of(RedisJson.write(new Stored(by, name)), Long.toString(RETENTION.toMillis())));
        Stored accepted = RedisJson.read(reply.get(1).toString(), Stored.class);
        return new Acceptance(accepted.chat(), accepted.name(), Long.valueOf(1).equals(reply.get(0)));
    }

    /** Who has accepted the duty for this area; empty: nobody. */
    public Optional<Acceptance> of(long chat, Instant until, String area) {
        return Optional.ofNullable(read(keys.acceptedShift(chat, until.toEpochMilli(), area)))
                .map(stored -> new Acceptance(stored.chat(), stored.name(), false));
    }

    /** Null: nobody, or somebody who has gone off duty since. */
    private @Nullable Stored read(String key) {
        String json = redis.get(key);
        Stored stored = json == null ? null : RedisJson.read(json, Stored.class);
        return stored == null
                        || users.byChat(stored.chat()).filter(User::onDuty).isEmpty()
                ? null
                : stored;
    }
}
