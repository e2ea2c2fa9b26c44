package dev.vestnik.user;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores users in Redis; changes are compare-and-set, so that concurrent ones do not overwrite each other. */
final class UserStore {
    /** Far more than the concurrent changes of one user. */
    private static final int MAX_ATTEMPTS = 1_000;

    private static final LuaScript REPLACE = LuaScript.load("/lua", "user_replace");

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UserJson json;

    UserStore(RedisClusterCommands<String, String> redis, Keys keys, Statuses statuses) {
        this.redis = redis;
        this.keys = keys;
        this.json = new UserJson(statuses);
    }

    UserJson json() {
        return json;
    }

    Optional<User> find(long chat) {
        return Optional.ofNullable(redis.hget(keys.users(), Long.toString(chat)))
                .map(json::read);
    }

    UserSnapshot all() {
        return new UserSnapshot(
                redis.hvals(keys.users()).stream().map(json::read).toList());
    }

    @Nullable
    String version() {
        return redis.get(keys.usersVersion());
    }

    /**
     * Changes one user; repeats this while others change the user at the same time.
     *
     * @param change from the current user (empty: not logged in) to the new one (empty: logged out)
     * @param onlyChatOf a phone whose other chats are logged out; empty: none
     */
    Replacement replace(long chat, UnaryOperator<Optional<User>> change, String onlyChatOf) {
        String field = Long.toString(chat);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            String read = redis.hget(keys.users(), field);
            Optional<User> before = Optional.ofNullable(read).map(json::read);
            Optional<User> after = change.apply(before);
            if (after.equals(before) && onlyChatOf.isEmpty()) {
                return new Replacement(before, after, List.of());
            }
            List<Object> result = REPLACE.list(
                    redis,
                    List.of(keys.users(), keys.usersVersion(), keys.usersByPhone()),
                    List.of(
                            field,
                            read == null ? "" : read,
                            after.map(json::write).orElse(""),
                            onlyChatOf));
            if (Long.valueOf(1).equals(result.get(0))) {
                return new Replacement(before, after, chats(result));
            }
        }
        throw new IllegalStateException(
                "The user of chat " + chat + " was changed by others " + MAX_ATTEMPTS + " times in a row");
    }

    private static List<Long> chats(List<Object> result) {
        return result.stream()
                .skip(1)
                .map(chat -> Long.valueOf(chat.toString()))
                .toList();
    }

    /** @param loggedOut the other chats that were removed */
    record Replacement(Optional<User> before, Optional<User> after, List<Long> loggedOut) {}
}
