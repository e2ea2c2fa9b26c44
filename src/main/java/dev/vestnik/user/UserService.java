package dev.vestnik.user;

import dev.vestnik.directory.Directory;
import dev.vestnik.event.Statuses;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The logged-in users and their settings. Every command is idempotent, and concurrent commands for one user all take
 * effect. A command for a chat that is not logged in does nothing and returns empty.
 */
public final class UserService {
    private final UserStore store;
    private final Clock clock;
    private volatile CachedUsers cache = new CachedUsers("", new UserSnapshot(List.of()));

    public UserService(RedisClusterCommands<String, String> redis, Keys keys, Statuses statuses, Clock clock) {
        this.clock = clock;
        this.store = new UserStore(redis, keys, statuses);
    }

    /**
     * Logs a person in from a chat: off duty, enabled, every status selected. A person has one chat: other chats of the same
     * phone are logged out. If the chat is logged in already, only the reachability changes, and the language unless the
     * person has chosen one.
     *
     * @param phone E.164; the caller has checked that it is in the directory and the person's own
     * @param language {@code ru} or {@code en}
     */
    public Login login(long chat, String phone, String language) {
        return login(chat, phone, language, Set.of());
    }

    /**
     * The same with these statuses selected, of those that are configured.
     *
     * @param statuses their names; empty: all
     */
    public Login login(long chat, String phone, String language, Set<String> statuses) {
        Set<String> selected = new HashSet<>(store.json().allStatuses());
        if (!statuses.isEmpty()) {
            selected.retainAll(statuses);
        }
        UserStore.Replacement done = store.replace(
                chat,
                before -> Optional.of(before.filter(user -> user.phone().equals(phone))
                        .map(user -> user.withLanguage(language).withUnreachable(false))
                        .orElseGet(() -> new User(chat, phone, language, null, true, selected, false))),
                phone);
        boolean again = done.before().filter(user -> user.phone().equals(phone)).isPresent();
        return new Login(done.after().orElseThrow(), again, done.loggedOut());
    }

    /** Logs the chat out; returns the user as it was. */
    public Optional<User> logout(long chat) {
        return store.replace(chat, before -> Optional.empty(), "").before();
    }

    /**
     * Goes on duty.
     *
     * @param begins the duty; of who is on duty already only the end changes. Null: as it is, for a user who is on duty already
     */
    public Optional<UserChange> joinPool(long chat, @Nullable Duty begins) {
        return change(chat, user -> {
            Duty current = user.duty();
            if (current == null) {
                return user.withDuty(begins == null ? Duty.until(null) : begins);
            }
            return begins == null ? user : user.withDuty(current.endingAt(begins.until()));
        });
    }

    /** Changes the duty of a user, if it is the expected one; else the change has no effect. */
    public Optional<UserChange> changeDuty(long chat, @Nullable Duty expected, @Nullable Duty duty) {
        return change(chat, user -> Objects.equals(user.duty(), expected) ? user.withDuty(duty) : user);
    }

    /** Goes off duty. */
    public Optional<UserChange> leavePool(long chat) {
        return change(chat, user -> user.withDuty(null));
    }

    /** Enables notifications. */
    public Optional<UserChange> enable(long chat) {
        return change(chat, user -> user.withEnabled(true));
    }

    /** Disables all notifications. */
    public Optional<UserChange> disable(long chat) {
        return change(chat, user -> user.withEnabled(false));
    }

    /** Selects or deselects the status; a status that is not configured changes nothing. */
    public Optional<UserChange> toggle(long chat, String status) {
        return change(chat, user -> user.withSelected(toggled(user.selected(), status)));
    }

    /** Marks the user as unreachable: they blocked the bot or deleted the account. */
    public Optional<UserChange> setUnreachable(long chat) {
        return change(chat, user -> user.withUnreachable(clock.instant()));
    }

    /** Marks the user as reachable: they wrote, or unblocked the bot. */
    public Optional<UserChange> setReachable(long chat) {
        return change(chat, user -> user.withUnreachable(false));
    }

    /** Sets the language of the directory or of Telegram; has no effect if the user has chosen one. */
    public Optional<UserChange> setLanguage(long chat, String language) {
        return change(chat, user -> user.withLanguage(language));
    }

    /**
     * The user chooses this language, which wins over the directory and Telegram until they log out. The same message again
     * changes nothing.
     *
     * @param language {@code ru} or {@code en}
     * @param message the id of the message that chooses it
     */
    public Optional<UserChange> chooseLanguage(long chat, String language, long message) {
        return change(chat, user -> user.choosing(language, message));
    }

    /** The user of this chat, read from Redis. */
    public Optional<User> byChat(long chat) {
        return store.find(chat);
    }

    /** All users; reads them from Redis only if their version has changed. */
    public UserSnapshot all() {
        return at(store.version());
    }

    /**
     * All users, for callers that have read {@link Keys#usersVersion} already.
     *
     * @param version the value of that key; null: it does not exist
     */
    public UserSnapshot at(@Nullable String version) {
        String wanted = Objects.requireNonNullElse(version, "");
        CachedUsers cached = cache;
        if (!cached.version().equals(wanted)) {
            // The users may be newer than this version; then the next call reads them again.
            cached = new CachedUsers(wanted, store.all());
            cache = cached;
        }
        return cached.users();
    }

    /** Logs out all users who are not in the directory; returns them. */
    public List<User> logOutUnknown(Directory directory) {
        return all().all().stream()
                .filter(user -> directory.person(user.phone()).isEmpty())
                .filter(user -> logout(user.chat()).isPresent())
                .toList();
    }

    private Optional<UserChange> change(long chat, UnaryOperator<User> change) {
        UserStore.Replacement done = store.replace(chat, before -> before.map(change), "");
        return done.before().map(before -> new UserChange(before, done.after().orElseThrow()));
    }

    private Set<String> toggled(Set<String> selected, String status) {
        Set<String> result = new HashSet<>(selected);
        if (!result.remove(status) && store.json().allStatuses().contains(status)) {
            result.add(status);
        }
        return result;
    }

    private record CachedUsers(String version, UserSnapshot users) {}
}
