package dev.vestnik.user;

import dev.vestnik.directory.Directory;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All users at one moment, in the order of their chats. Immutable. */
public final class UserSnapshot {
    private final List<User> all;
    private final Map<Long, User> byChat;

    public UserSnapshot(Collection<User> users) {
        this.all = users.stream().sorted(Comparator.comparingLong(User::chat)).toList();
        this.byChat = all.stream().collect(Collectors.toUnmodifiableMap(User::chat, Function.identity()));
    }

    public List<User> all() {
        return all;
    }

    public Optional<User> byChat(long chat) {
        return Optional.ofNullable(byChat.get(chat));
    }

    public Optional<User> byPhone(String phone) {
        return all.stream().filter(user -> user.phone().equals(phone)).findFirst();
    }

    /** The phones of all users. */
    public Set<String> phones() {
        return all.stream().map(User::phone).collect(Collectors.toUnmodifiableSet());
    }

    /** The users on duty in any area, reachable or not, who are in the directory. */
    public List<User> onDuty(Directory directory) {
        return all.stream()
                .filter(User::onDuty)
                .filter(user -> directory.person(user.phone()).isPresent())
                .toList();
    }

    /** The users on duty and responsible for the area, reachable or not. */
    public List<User> onDuty(String area, Directory directory) {
        return all.stream()
                .filter(User::onDuty)
                .filter(user -> directory
                        .person(user.phone())
                        .filter(person -> person.isResponsibleFor(area))
                        .isPresent())
                .toList();
    }
}
