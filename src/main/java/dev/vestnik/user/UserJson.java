package dev.vestnik.user;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.RedisJson;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The JSON of a user. It contains the deselected statuses, so that every user receives a status that is configured later
 * until they deselect it.
 */
final class UserJson {
    private final Set<String> statuses;

    UserJson(Statuses statuses) {
        this.statuses = statuses.all().stream().map(Status::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The names of all statuses, which are selected after a login. */
    Set<String> allStatuses() {
        return statuses;
    }

    String write(User user) {
        return RedisJson.write(new Stored(
                user.chat(),
                user.phone(),
                user.language(),
                user.onDuty(),
                user.enabled(),
                without(statuses, user.selected()),
                user.unreachable()));
    }

    User read(String json) {
        Stored stored = RedisJson.read(json, Stored.class);
        return new User(
                stored.chat(),
                stored.phone(),
                stored.language(),
                stored.onDuty(),
                stored.enabled(),
                without(statuses, stored.deselected()),
                stored.unreachable());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private record Stored(
            long chat,
            String phone,
            String language,
            boolean onDuty,
            boolean enabled,
            Set<String> deselected,
            boolean unreachable) {}
}
