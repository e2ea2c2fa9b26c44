package dev.vestnik.user;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.RedisJson;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a user. It contains the deselected statuses, so that every user receives a status that is configured later
 * until they deselect it. A stage of a duty that a later version has written counts as {@link Duty.Stage#RUNNING}: while
 * versions work side by side, the person is at most reminded once more, and no duty ends for it.
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
        Duty duty = user.duty();
        return RedisJson.write(new Stored(
                user.chat(),
                user.phone(),
                user.language(),
                user.onDuty(),
                user.enabled(),
                without(statuses, user.selected()),
                user.unreachable(),
                user.unreachableSince(),
                duty == null ? null : duty.since(),
                duty == null ? null : duty.until(),
                duty == null || duty.stage() == Duty.Stage.RUNNING
                        ? null
                        : duty.stage().name(),
                user.languageChoice()));
    }

    User read(String json) {
        Stored stored = RedisJson.read(json, Stored.class);
        return new User(
                stored.chat(),
                stored.phone(),
                stored.language(),
                stored.duty(),
                stored.enabled(),
                without(statuses, stored.deselected()),
                stored.unreachable(),
                stored.unreachableSince(),
                stored.languageChoice());
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
            boolean unreachable,
            @Nullable Instant unreachableSince,
            @Nullable Instant dutySince,
            @Nullable Instant dutyUntil,
            @Nullable String dutyStage,
            long languageChoice) {
        @Nullable
        Duty duty() {
            return onDuty ? new Duty(dutySince, dutyUntil, stage()) : null;
        }

        private Duty.Stage stage() {
            return Stream.of(Duty.Stage.values())
                    .filter(stage -> stage.name().equals(dutyStage))
                    .findFirst()
                    .orElse(Duty.Stage.RUNNING);
        }
    }
}
