package dev.vestnik.dispatch;

import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rule "Who gets an event", written once more as plainly as possible, and the incidents that it needs. Areas come
 * from the event's {@code area}, or from addresses 10.x.…: 10.1 is north, 10.2 south.
 */
public final class ReferenceRule {
    private final List<Person> people;
    private final Set<String> areas;
    private final Map<String, Set<Long>> openIncidents = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    public ReferenceRule(List<Person> people, Set<String> areas) {
        this.people = people;
        this.areas = areas;
    }

    /** The chats that get this event now, and what it does to the incidents; null: a duplicate. */
    public @Nullable Set<Long> chats(Event event, String ref, List<User> users) {
        if (event.id() != null && !seen.add(event.id() + " " + event.status())) {
            return null;
        }
        Status status = Samples.STATUSES.named(event.status()).orElseThrow();
        String key = event.key();
        if (key == null && status.opens()) {
            key = ref;
        }
        Set<Long> chats = new TreeSet<>();
        if (status.closes()) {
            Set<Long> holders = openIncidents.getOrDefault(key, Set.of());
            openIncidents.remove(key);
            for (User user : users) {
                if (holders.contains(user.chat())
                        && reachable(user)
                        && user.selected().contains(event.status())) {
                    chats.add(user.chat());
                }
            }
            return chats;
        }
        for (User user : step(event, status, users)) {
            if (user.selected().contains(event.status())) {
                chats.add(user.chat());
            }
        }
        if (key != null && (status.opens() || openIncidents.containsKey(key))) {
            openIncidents.computeIfAbsent(key, any -> new TreeSet<>()).addAll(chats);
        }
        return chats;
    }

    private List<User> step(Event event, Status status, List<User> users) {
        List<User> named = new ArrayList<>();
        List<User> onDuty = new ArrayList<>();
        List<User> answering = new ArrayList<>();
        List<User> admins = new ArrayList<>();
        String area = area(event);
        for (User user : users) {
            Person person = personOf(user);
            if (person == null || !reachable(user)) {
                continue;
            }
            boolean answers = area != null
                    && (person.areas().contains("*") || person.areas().contains(area));
            if (event.to().contains(user.phone())) {
                named.add(user);
            }
            if (answers && user.onDuty()) {
                onDuty.add(user);
            }
            if (answers) {
                answering.add(user);
            }
            if (person.role() == Role.ADMIN) {
                admins.add(user);
            }
        }
        if (!event.to().isEmpty()) {
            return named.isEmpty() ? admins : named;
        }
        if (area == null) {
            return admins;
        }
        if (!onDuty.isEmpty() || !status.wakes()) {
            return onDuty;
        }
        return answering.isEmpty() ? admins : answering;
    }

    private @Nullable String area(Event event) {
        if (event.area() != null && areas.contains(event.area())) {
            return event.area();
        }
        if (event.ip() != null && event.ip().startsWith("10.1.")) {
            return "north";
        }
        if (event.ip() != null && event.ip().startsWith("10.2.")) {
            return "south";
        }
        return null;
    }

    private boolean reachable(User user) {
        return personOf(user) != null && user.enabled() && !user.unreachable();
    }

    private @Nullable Person personOf(User user) {
        for (Person person : people) {
            if (person.phone().equals(user.phone())) {
                return person;
            }
        }
        return null;
    }
}
