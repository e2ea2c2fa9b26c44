package dev.vestnik.ops.control;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.store.RedisJson;
import dev.vestnik.text.NaturalOrder;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The people of the directory, and whether events reach them. */
@ManagedResource(
        objectName = "dev.vestnik:type=People",
        description = "The people of the directory: who is logged in, on duty and reachable")
public final class PeopleManagedBean {
    private final UserService users;
    private final DirectoryService directories;

    public PeopleManagedBean(UserService users, DirectoryService directories) {
        this.users = users;
        this.directories = directories;
    }

    @ManagedAttribute(description = "How many people are logged in")
    public int getLoggedIn() {
        return users.all().all().size();
    }

    @ManagedOperation(description = "Everybody, by name, as JSON")
    public String list() {
        return RedisJson.write(rows(row -> true));
    }

    @ManagedOperation(description = "Who is on duty, and until when, as JSON")
    public String onDuty() {
        return RedisJson.write(rows(Row::onDuty));
    }

    @ManagedOperation(
            description =
                    "Who is logged in and not reachable: unreachable (has blocked the bot) with since when that is"
                            + " known, or disabled (has notifications off), as JSON")
    public String unreachable() {
        return RedisJson.write(
                rows(row -> row.state().equals("unreachable") || row.state().equals("disabled")));
    }

    /**
     * @param state {@code reachable}, {@code unreachable}, {@code disabled} or {@code not-logged-in}
     * @param since when the person was noticed to be unreachable; null: otherwise, or not known
     * @param chat hashed; null: not logged in
     */
    private record Row(
            String name,
            String role,
            Set<String> areas,
            String state,
            @Nullable Instant since,
            boolean onDuty,
            @Nullable Instant dutyUntil,
            @Nullable String chat) {}

    private List<Row> rows(Predicate<Row> which) {
        UserSnapshot all = users.all();
        return directories.current().people().stream()
                .map(person -> row(person, all.byPhone(person.phone()).orElse(null)))
                .filter(which)
                .sorted(Comparator.comparing(Row::name, new NaturalOrder()))
                .toList();
    }

    private static Row row(Person person, @Nullable User user) {
        Duty duty = user == null ? null : user.duty();
        return new Row(
                person.name(),
                person.role().name().toLowerCase(Locale.ROOT),
                new TreeSet<>(person.areas()),
                state(user),
                user == null ? null : user.unreachableSince(),
                duty != null,
                duty == null ? null : duty.until(),
                user == null ? null : PeopleNames.hashed(user.chat()));
    }

    private static String state(@Nullable User user) {
        if (user == null) {
            return "not-logged-in";
        }
        if (user.unreachable()) {
            return "unreachable";
        }
        return user.enabled() ? "reachable" : "disabled";
    }
}
