package dev.vestnik.dispatch.recipient;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.user.User;
import dev.vestnik.user.UserSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the areas that lose their last recipient of a status that wakes when a user changes, and who gets it instead. */
public final class Coverage {
    private final Statuses statuses;
    private final RecipientSelector recipients = new RecipientSelector(null);

    public Coverage(Statuses statuses) {
        this.statuses = statuses;
    }

    /** Who gets a status afterwards. */
    public enum Instead {
        PEOPLE,
        ADMINISTRATORS,
        NOBODY
    }

    /**
     * An area and a status that wakes, whose only recipient was the user.
     *
     * @param area null: events of an unknown area
     * @param users who gets the status afterwards, in the order of their chats; may contain the user
     */
    public record Gap(Status status, @Nullable String area, Instead instead, List<User> users) {
        public Gap {
            users = List.copyOf(users);
        }
    }

    /**
     * The gaps of this change, by status and area.
     *
     * @param after the user after the change; empty: logged out
     */
    public List<Gap> gaps(UserSnapshot all, Directory directory, User before, Optional<User> after) {
        Person person = directory.person(before.phone()).orElse(null);
        if (person == null) {
            return List.of();
        }
        LoggedInUsers now = new LoggedInUsers(directory, replaced(all, before, Optional.of(before)));
        LoggedInUsers then = new LoggedInUsers(directory, replaced(all, before, after));
        List<Gap> gaps = new ArrayList<>();
        for (Status status : statuses.all()) {
            if (status.wakes() && !status.closes()) {
                areas(person, directory)
                        .flatMap(area -> gap(status, area.orElse(null), before, now, then).stream())
                        .forEach(gaps::add);
            }
        }
        return gaps;
    }

    private Optional<Gap> gap(Status status, @Nullable String area, User user, LoggedInUsers now, LoggedInUsers then) {
        Selection current = recipients.of(List.of(), status, area, Set.of(), now);
        List<Recipient> only = current.recipients();
        Selection later = recipients.of(List.of(), status, area, Set.of(), then);
        if (only.size() != 1 || only.get(0).chat() != user.chat() || only.equals(later.recipients())) {
            return Optional.empty();
        }
        List<User> users = later.recipients().stream()
                .flatMap(recipient -> then.byChat(recipient.chat()).stream())
                .toList();
        return Optional.of(new Gap(status, area, instead(later), users));
    }

    private static Instead instead(Selection later) {
        if (later.isEmpty()) {
            return Instead.NOBODY;
        }
        Why why = later.recipients().get(0).why();
        return why == Why.ADMIN || why == Why.UNKNOWN_AREA ? Instead.ADMINISTRATORS : Instead.PEOPLE;
    }

    /** Empty stands for an unknown area. */
    private static Stream<Optional<String>> areas(Person person, Directory directory) {
        boolean administrator = person.role() == Role.ADMIN;
        Stream<Optional<String>> own = directory.areas().keySet().stream()
                .filter(area -> administrator || person.isResponsibleFor(area))
                .sorted()
                .map(Optional::of);
        return administrator ? Stream.concat(own, Stream.of(Optional.<String>empty())) : own;
    }

    private static UserSnapshot replaced(UserSnapshot all, User user, Optional<User> after) {
        return new UserSnapshot(
                Stream.concat(all.all().stream().filter(other -> other.chat() != user.chat()), after.stream())
                        .toList());
    }
}
