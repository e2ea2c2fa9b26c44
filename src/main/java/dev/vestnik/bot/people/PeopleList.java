package dev.vestnik.bot.people;

import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.NaturalOrder;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people of the directory, sorted by name, and whether notifications reach them. Does not show phones. */
final class PeopleList {
    static final int PAGE_LINES = 20;
    private static final int MAX_NAME_LENGTH = 64;

    private final UserService users;
    private final DirectoryService directories;
    private final DutyTimes times;

    PeopleList(UserService users, DirectoryService directories, DutyTimes times) {
        this.users = users;
        this.directories = directories;
        this.times = times;
    }

    /** @param user null: not logged in */
    record Entry(Person person, @Nullable User user) {
        String name() {
            return Truncation.to(MAX_NAME_LENGTH, person.name());
        }

        boolean reachable() {
            return user != null && user.reachable();
        }
    }

    List<Entry> all() {
        UserSnapshot snapshot = users.all();
        return directories.current().people().stream()
                .map(person ->
                        new Entry(person, snapshot.byPhone(person.phone()).orElse(null)))
                .sorted(Comparator.comparing(Entry::name, new NaturalOrder())
                        .thenComparing(entry -> entry.person().phone()))
                .toList();
    }

    /** The person who is logged in from this chat. */
    Optional<Entry> loggedIn(long chat) {
        return users.byChat(chat)
                .flatMap(user -> directories.current().person(user.phone()).map(person -> new Entry(person, user)));
    }

    /** @param page counted from 0 */
    Html text(List<Entry> all, int page, Person reader, Phrases phrases) {
        MessageLines text = new MessageLines()
                .add(phrases.html(
                        "people.head",
                        Integer.toString(all.size()),
                        count(all.stream().filter(Entry::reachable).count()),
                        count(all.stream()
                                .flatMap(entry -> Optional.ofNullable(entry.user()).stream())
                                .filter(User::onDuty)
                                .count())))
                .blank();
        page(all, page).forEach(entry -> text.add(line(entry, reader, phrases)));
        if (pages(all) > 1) {
            text.add(phrases.html("open.page", page + 1, pages(all)));
        }
        return text.together();
    }

    static List<Entry> page(List<Entry> all, int page) {
        return all.subList(page * PAGE_LINES, Math.min(all.size(), (page + 1) * PAGE_LINES));
    }

    static int pages(List<Entry> all) {
        return Math.max(1, (all.size() + PAGE_LINES - 1) / PAGE_LINES);
    }

    private static String count(long number) {
        return Long.toString(number);
    }

    private Html line(Entry entry, Person reader, Phrases phrases) {
        User user = entry.user();
        if (user == null) {
            return phrases.html("people.not-logged-in", entry.name());
        }
        String duty = duty(user, reader, phrases);
        if (user.reachable()) {
            return phrases.html(user.onDuty() ? "people.on-duty" : "people.off-duty", entry.name(), duty);
        }
        if (user.unreachable()) {
            return phrases.html(
                    user.onDuty() ? "people.unreachable-on-duty" : "people.unreachable", entry.name(), duty);
        }
        return phrases.html(user.onDuty() ? "people.disabled-on-duty" : "people.disabled", entry.name(), duty);
    }

    private String duty(User user, Person reader, Phrases phrases) {
        Duty duty = user.duty();
        return duty == null || duty.until() == null
                ? phrases.plain("people.duty")
                : phrases.plain(
                        "people.duty-until", times.format(Objects.requireNonNull(duty.until()), reader, phrases));
    }
}
