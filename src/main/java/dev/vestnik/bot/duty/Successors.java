package dev.vestnik.bot.duty;

import dev.vestnik.bot.Member;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.util.List;
import java.util.stream.Stream;

/** Who goes on when a person goes off duty: the others who are on duty for an area of this person, and can be reached. */
public final class Successors {
    private final UserService users;
    private final DirectoryService directories;
    private final AreaNames areas;
    private final OwnedIncidents owned;

    public Successors(UserService users, DirectoryService directories, AreaNames areas, OwnedIncidents owned) {
        this.users = users;
        this.directories = directories;
        this.areas = areas;
        this.owned = owned;
    }

    /** All of them, in the order of their chats. */
    List<Member> of(Member leaving) {
        return onDuty(leaving)
                .filter(other -> !commonAreas(leaving.person(), other.person()).isEmpty())
                .toList();
    }

    /** Their names; a dash if there is none. */
    String names(Member leaving, Phrases phrases) {
        List<String> names =
                of(leaving).stream().map(other -> other.person().name()).toList();
        return names.isEmpty() ? "—" : AreaNames.list(names, phrases);
    }

    /** The areas that both are responsible for. */
    List<String> commonAreas(Person one, Person other) {
        return areas.areasOf(one).stream().filter(other::isResponsibleFor).toList();
    }

    /** The names of the areas of this person that nobody else is on duty for. */
    List<String> areasWithout(Member leaving) {
        List<Member> others = of(leaving);
        return areas.areasOf(leaving.person()).stream()
                .filter(area ->
                        others.stream().noneMatch(other -> other.person().isResponsibleFor(area)))
                .map(areas::name)
                .toList();
    }

    /** The open incidents that this person owns and somebody else on duty could accept. Private ones are nobody else's. */
    List<Incident> toHandOver(Member leaving) {
        List<Member> others = onDuty(leaving).toList();
        return owned.of(leaving.user().chat()).stream()
                .filter(incident ->
                        !incident.isPrivate() && others.stream().anyMatch(other -> incident.concerns(other.person())))
                .toList();
    }

    /** Others on duty who can be reached, for whatever area. */
    private Stream<Member> onDuty(Member leaving) {
        Directory directory = directories.current();
        UserSnapshot all = users.all();
        return all.onDuty(directory).stream()
                .filter(other -> other.chat() != leaving.user().chat() && other.reachable())
                .flatMap(other -> member(other, directory));
    }

    private static Stream<Member> member(User user, Directory directory) {
        return directory.person(user.phone()).map(person -> new Member(user, person)).stream();
    }
}
