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
 * Everyone who is reachable at one moment: logged in, in the directory, enabled, not marked unreachable. What was
 * asked once is kept.
 */
final class ReachableUsers {
    private static final Comparator<User> BY_CHAT = Comparator.comparingLong(User::chat);

    private final Directory directory;
    private final UserSnapshot users;
    private final List<Member> reachable = new ArrayList<>();
    private final Map<Long, User> byChat = new HashMap<>();
    private final Map<String, List<User>> byPhone = new HashMap<>();
    private final Map<String, List<User>> onDuty = new ConcurrentHashMap<>();
    private final Map<String, List<User>> answering = new ConcurrentHashMap<>();
    private final List<User> administrators;

    ReachableUsers(Directory directory, UserSnapshot users) {
        this.directory = directory;
        this.users = users;
        for (User user : users.all()) {
            directory.person(user.phone()).filter(person -> user.reachable()).ifPresent(person -> {
                reachable.add(new Member(user, person));
                byChat.put(user.chat(), user);
                byPhone.computeIfAbsent(user.phone(), any -> new ArrayList<>()).add(user);
            });
        }
        this.administrators = those(member -> member.person().role() == Role.ADMIN);
    }

    /** The same, but for the user of this chat, whom Telegram reaches, or does not. */
    ReachableUsers withChat(long chat, boolean reached) {
        return new ReachableUsers(
                directory,
                new UserSnapshot(users.all().stream()
                        .map(user -> user.chat() == chat ? reached(user, reached) : user)
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

    /** @param phones none twice */
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
                any -> those(member -> member.user().onDuty() && member.person().answersFor(area)));
    }

    List<User> answeringFor(String area) {
        return answering.computeIfAbsent(
                area, any -> those(member -> member.person().answersFor(area)));
    }

    List<User> administrators() {
        return administrators;
    }

    private List<User> those(Predicate<Member> which) {
        return reachable.stream().filter(which).map(Member::user).toList();
    }

    private static User reached(User user, boolean reached) {
        return new User(
                user.chat(), user.phone(), user.language(), user.onDuty(), user.enabled(), user.selected(), !reached);
    }

    private record Member(User user, Person person) {}
}
