package dev.vestnik.testing;

import dev.vestnik.directory.Person;
import dev.vestnik.event.Status;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates users for tests. */
public final class UserFixtures {
    public static final Set<String> ALL =
            Samples.STATUSES.all().stream().map(Status::name).collect(Collectors.toUnmodifiableSet());

    private UserFixtures() {}

    /** Logs these chats in, as people whom the directory does not know. */
    public static void logIn(RedisExtension redis, long... chats) {
        UserService users = new UserService(redis.commands(), redis.keys(), Samples.STATUSES, Samples.CLOCK);
        for (long chat : chats) {
            users.login(chat, "+7000" + chat, "ru");
        }
    }

    public static User onDuty(Person person, long chat) {
        return new User(chat, person.phone(), "ru", Duty.until(null), true, ALL, false);
    }

    public static User offDuty(Person person, long chat) {
        return new User(chat, person.phone(), "ru", null, true, ALL, false);
    }

    public static User disabled(User user) {
        return new User(user.chat(), user.phone(), "ru", user.duty(), false, user.selected(), user.unreachable());
    }

    public static User unreachable(User user) {
        return new User(user.chat(), user.phone(), "ru", user.duty(), user.enabled(), user.selected(), true);
    }

    public static User selecting(User user, String... statuses) {
        return new User(
                user.chat(), user.phone(), "ru", user.duty(), user.enabled(), Set.of(statuses), user.unreachable());
    }
}
