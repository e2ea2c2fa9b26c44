package dev.vestnik.dispatch;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.user.User;
import dev.vestnik.user.UserSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The reachable users at one moment: logged in, in the directory, enabled, not marked unreachable. The answers are
 * cached.
 */
final class ReachableUsers {
    private static final Comparator<User> BY_CHAT = Comparator.comparingLong(User::chat);

    private final Directory directory;
    private final UserSnapshot users;
    private final List<ReachableUser> reachable = new ArrayList<>();
    private final Map<Long, User> byChat = new HashMap<>();
    private final Map<String, List<User>> byPhone = new HashMap<>();
    private final Map<String, List<User>> onDuty = new ConcurrentHashMap<>();
    private final Map<String, List<User>> responsible = new ConcurrentHashMap<>();
    private final List<User> administrators;

    ReachableUsers(Directory directory, UserSnapshot users) {
        this.directory = directory;
        this.users = users;
        for (User user : users.all()) {
            directory.person(user.phone()).filter(person -> user.reachable()).ifPresent(person -> {
                reachable.add(new ReachableUser(user, person));
                byChat.put(user.chat(), user);
                byPhone.computeIfAbsent(user.phone(), any -> new ArrayList<>()).add(user);
            });
        }
        this.administrators = filter(member -> member.person().role() == Role.ADMIN);
    }

    /** A copy in which Telegram reaches the user of this chat, or does not. */
    ReachableUsers withReachability(long chat, boolean reachable) {
        return new ReachableUsers(
                directory,
                new UserSnapshot(users.all().stream()
                        .map(user -> user.chat() == chat ? withReachability(user, reachable) : user)
                        .toList()));
    }

    boolean isOf(Directory directory, UserSnapshot users) {
        return this.directory == directory && this.users == users;
    }

    Directory directory() {
        return directory;
    }

    Optional<User> byChat(long chat) {
        return Optional.ofNullable(byChat.get(chat));
    }

    /** @param phones without duplicates */
    List<User> named(Collection<String> phones) {
        List<User> named = new ArrayList<>();
        for (String phone : phones) {
            named.addAll(byPhone.getOrDefault(phone, List.of()));
        }
        named.sort(BY_CHAT);
        return named;
    }

    List<User> onDuty(String area) {
        return onDuty.computeIfAbsent(
                area,
                any -> filter(
                        member -> member.user().onDuty() && member.person().isResponsibleFor(area)));
    }

    List<User> responsibleFor(String area) {
        return responsible.computeIfAbsent(
                area, any -> filter(member -> member.person().isResponsibleFor(area)));
    }

    List<User> administrators() {
        return administrators;
    }

    private List<User> filter(Predicate<ReachableUser> predicate) {
        return reachable.stream().filter(predicate).map(ReachableUser::user).toList();
    }

    private static User withReachability(User user, boolean reachable) {
        return new User(
                user.chat(), user.phone(), user.language(), user.onDuty(), user.enabled(), user.selected(), !reachable);
    }

    private record ReachableUser(User user, Person person) {}
}
