package dev.vestnik.user;

import dev.vestnik.directory.Directory;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in, and with what settings. Every command is idempotent, and two at the same time on the same user both
 * take effect. A command on a chat that is not logged in does nothing and answers empty.
 */
public final class UserService {
    private final UserStore store;
    private volatile Cached cache = new Cached("", new UserSnapshot(List.of()));

    public UserService(RedisClusterCommands<String, String> redis, Keys keys, Statuses statuses) {
        this.store = new UserStore(redis, keys, statuses);
    }

    /**
     * Logs a person in from a chat: off duty, enabled, every status selected. One person has one chat: others of the
     * same phone are logged out. Logged in from this chat already: only the language and the reachability change.
     *
     * @param phone E.164, a phone of the directory, proven by the person's own contact: the caller has checked both
     * @param language {@code ru} or {@code en}
     */
    public Login login(long chat, String phone, String language) {
        UserStore.Replaced done = store.replace(
                chat,
                before -> Optional.of(before.filter(user -> user.phone().equals(phone))
                        .map(user ->
                                new User(chat, phone, language, user.onDuty(), user.enabled(), user.selected(), false))
                        .orElseGet(() -> new User(
                                chat, phone, language, false, true, store.json().allStatuses(), false))),
                phone);
        boolean again = done.before().filter(user -> user.phone().equals(phone)).isPresent();
        return new Login(done.after().orElseThrow(), again, done.loggedOut());
    }

    /** Forgets the chat; answers the user as it was. */
    public Optional<User> logout(long chat) {
        return store.replace(chat, before -> Optional.empty(), "").before();
    }

    /** On duty. */
    public Optional<UserChange> joinPool(long chat) {
        return change(chat, user -> with(user, true, user.enabled(), user.selected(), user.unreachable()));
    }

    /** Off duty. */
    public Optional<UserChange> leavePool(long chat) {
        return change(chat, user -> with(user, false, user.enabled(), user.selected(), user.unreachable()));
    }

    /** Notifications on. */
    public Optional<UserChange> enable(long chat) {
        return change(chat, user -> with(user, user.onDuty(), true, user.selected(), user.unreachable()));
    }

    /** Notifications off, all of them. */
    public Optional<UserChange> disable(long chat) {
        return change(chat, user -> with(user, user.onDuty(), false, user.selected(), user.unreachable()));
    }

    /** Selects the status if it was not selected, else deselects it; a status that is not configured changes nothing. */
    public Optional<UserChange> toggle(long chat, String status) {
        return change(
                chat,
                user -> with(
                        user, user.onDuty(), user.enabled(), toggled(user.selected(), status), user.unreachable()));
    }

    /** Telegram says that nobody is there (blocked the bot, or is gone): nothing goes to this chat until they write. */
    public Optional<UserChange> setUnreachable(long chat) {
        return change(chat, user -> with(user, user.onDuty(), user.enabled(), user.selected(), true));
    }

    /** They have written, or have unblocked the bot. */
    public Optional<UserChange> setReachable(long chat) {
        return change(chat, user -> with(user, user.onDuty(), user.enabled(), user.selected(), false));
    }

    public Optional<UserChange> setLanguage(long chat, String language) {
        return change(
                chat,
                user -> new User(
                        chat,
                        user.phone(),
                        language,
                        user.onDuty(),
                        user.enabled(),
                        user.selected(),
                        user.unreachable()));
    }

    /** The user of this chat as Redis has it now. */
    public Optional<User> byChat(long chat) {
        return store.find(chat);
    }

    /** All users as of now: asks Redis for the version only, and for the users only if that has changed. */
    public UserSnapshot all() {
        return at(store.version());
    }

    /**
     * All users, for who has read {@link Keys#usersVersion} already.
     *
     * @param version as read; null: there is none
     */
    public UserSnapshot at(@Nullable String version) {
        String wanted = Objects.requireNonNullElse(version, "");
        Cached cached = cache;
        if (!cached.version().equals(wanted)) {
            // The users may be newer than the version: then the next call reads them once more.
            cached = new Cached(wanted, store.all());
            cache = cached;
        }
        return cached.users();
    }

    /** Logs out everyone whom the directory does not know (any more); answers who that was. */
    public List<User> logOutStrangers(Directory directory) {
        return all().all().stream()
                .filter(user -> directory.person(user.phone()).isEmpty())
                .filter(user -> logout(user.chat()).isPresent())
                .toList();
    }

    private Optional<UserChange> change(long chat, UnaryOperator<User> change) {
        UserStore.Replaced done = store.replace(chat, before -> before.map(change), "");
        return done.before().map(before -> new UserChange(before, done.after().orElseThrow()));
    }

    private Set<String> toggled(Set<String> selected, String status) {
        Set<String> result = new HashSet<>(selected);
        if (!result.remove(status) && store.json().allStatuses().contains(status)) {
            result.add(status);
        }
        return result;
    }

    private static User with(User user, boolean onDuty, boolean enabled, Set<String> selected, boolean unreachable) {
        return new User(user.chat(), user.phone(), user.language(), onDuty, enabled, selected, unreachable);
    }

    private record Cached(String version, UserSnapshot users) {}
}
