package dev.vestnik.dispatch.recipient;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.user.User;
import dev.vestnik.user.UserSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The users at one moment who are logged in and in the directory, reachable or not, in the order of their chats. The answers
 * are cached.
 */
public final class LoggedInUsers {
    private final Directory directory;
    private final UserSnapshot users;
    private final List<LoggedIn> loggedIn = new ArrayList<>();
    private final Map<Long, User> byChat = new HashMap<>();
    private final Map<String, List<User>> byPhone = new HashMap<>();
    private final Map<String, List<User>> onDuty = new ConcurrentHashMap<>();
    private final Map<String, List<User>> responsible = new ConcurrentHashMap<>();
    private final List<User> administrators;

    public LoggedInUsers(Directory directory, UserSnapshot users) {
        this.directory = directory;
        this.users = users;
        for (User user : users.all()) {
            directory.person(user.phone()).ifPresent(person -> {
                loggedIn.add(new LoggedIn(user, person));
                byChat.put(user.chat(), user);
                byPhone.computeIfAbsent(user.phone(), any -> new ArrayList<>()).add(user);
            });
        }
        this.administrators = filter(member -> member.person().role() == Role.ADMIN);
    }

    /** A copy in which Telegram reaches the user of this chat, or does not. */
    public LoggedInUsers withReachability(long chat, boolean reachable) {
        return new LoggedInUsers(
                directory,
                new UserSnapshot(users.all().stream()
                        .map(user -> user.chat() == chat ? user.withUnreachable(!reachable) : user)
                        .toList()));
    }

    /** Whether these are the users of this directory and snapshot. */
    public boolean isOf(Directory directory, UserSnapshot users) {
        return this.directory == directory && this.users == users;
    }

    public Directory directory() {
        return directory;
    }

    /** The user of this chat, reachable or not. */
    public Optional<User> byChat(long chat) {
        return Optional.ofNullable(byChat.get(chat));
    }

    /** @param phone in E.164 */
    public List<User> byPhone(String phone) {
        return byPhone.getOrDefault(phone, List.of());
    }

    /** The users on duty and responsible for the area. */
    public List<User> onDuty(String area) {
        return onDuty.computeIfAbsent(
                area,
                any -> filter(
                        member -> member.user().onDuty() && member.person().isResponsibleFor(area)));
    }

    /** The users responsible for the area, on duty or not. */
    public List<User> responsibleFor(String area) {
        return responsible.computeIfAbsent(
                area, any -> filter(member -> member.person().isResponsibleFor(area)));
    }

    public List<User> administrators() {
        return administrators;
    }

    private List<User> filter(Predicate<LoggedIn> predicate) {
        return loggedIn.stream().filter(predicate).map(LoggedIn::user).toList();
    }

    private record LoggedIn(User user, Person person) {}
}
