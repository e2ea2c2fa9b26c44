package dev.vestnik.dispatch;

import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.User;
import java.util.HashMap;
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
    private List<Person> people;
    private final Set<String> areas;
    private final Map<String, Set<Long>> openIncidents = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> changed = new HashMap<>();

    public ReferenceRule(List<Person> people, Set<String> areas) {
        this.people = people;
        this.areas = areas;
    }

    /** Replaces the directory. */
    void people(List<Person> replaced) {
        people = replaced;
    }

    /** Somebody got an event of this key later. */
    void holds(@Nullable String key, long chat) {
        openIncidents.computeIfPresent(key, (any, holders) -> {
            holders.add(chat);
            return holders;
        });
    }

    /** The chats that get this event now, and what it does to the incidents; null: a duplicate. */
    public @Nullable Set<Long> chats(Event event, String ref, List<User> users) {
        Status status = Samples.STATUSES.named(event.status()).orElseThrow();
        String key = event.key();
        if (key == null && status.opens()) {
            key = ref;
        }
        if (event.id() != null && isDuplicate(event, key, number(ref))) {
            return null;
        }
        if (key != null && status.opens() && !openIncidents.containsKey(key)) {
            changed.put(key, number(ref));
        }
        if (key != null && status.closes() && (openIncidents.containsKey(key) || !changed.containsKey(key))) {
            changed.put(key, number(ref));
        }
        Set<Long> chats = new TreeSet<>();
        if (status.closes()) {
            Set<Long> holders = openIncidents.getOrDefault(key, Set.of());
            openIncidents.remove(key);
            for (User user : users) {
                boolean listed = event.to().contains(user.phone());
                boolean holding =
                        holders.contains(user.chat()) && user.selected().contains(event.status());
                if (reachable(user) && (event.to().isEmpty() ? holding : listed)) {
                    chats.add(user.chat());
                }
            }
            return chats;
        }
        chats.addAll(recipients(event, status, users));
        if (key != null && (status.opens() || openIncidents.containsKey(key))) {
            Set<Long> holders = openIncidents.computeIfAbsent(key, any -> new TreeSet<>());
            if (event.to().isEmpty() || reachableListed(event, users)) {
                holders.addAll(chats);
            }
        }
        return chats;
    }

    /** The same id and status, unless the incident has been opened or closed since. */
    private boolean isDuplicate(Event event, @Nullable String key, int number) {
        String mark = event.id() + " " + event.status();
        Integer earlier = seen.get(mark);
        if (earlier != null && (key == null || earlier >= changed.getOrDefault(key, 0))) {
            return true;
        }
        seen.put(mark, number);
        return false;
    }

    private static int number(String ref) {
        return Integer.parseInt(ref.substring(0, ref.indexOf('-')));
    }

    private boolean reachableListed(Event event, List<User> users) {
        return users.stream().anyMatch(user -> reachable(user) && event.to().contains(user.phone()));
    }

    /** The rule itself. */
    Set<Long> recipients(Event event, Status status, List<User> users) {
        Set<Long> listed = new TreeSet<>();
        List<Set<Long>> eligible = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        List<Set<Long>> reachable = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        String area = area(event);
        for (User user : users) {
            Person person = personOf(user);
            if (person == null || !reachable(user)) {
                continue;
            }
            boolean responsible = area != null
                    && (person.areas().contains("*") || person.areas().contains(area));
            boolean admin = person.role() == Role.ADMIN;
            boolean[] steps = {responsible && user.onDuty(), responsible, admin};
            for (int step = 0; step < 3; step++) {
                if (steps[step]) {
                    reachable.get(step).add(user.chat());
                    if (user.selected().contains(event.status())) {
                        eligible.get(step).add(user.chat());
                    }
                }
            }
            if (event.to().contains(user.phone())) {
                listed.add(user.chat());
            }
        }
        if (!event.to().isEmpty()) {
            return listed.isEmpty() ? reachable.get(2) : listed;
        }
        int first = area == null ? 2 : 0;
        if (!status.wakes()) {
            return eligible.get(first);
        }
        for (List<Set<Long>> kind : List.of(eligible, reachable)) {
            for (int step = first; step < 3; step++) {
                if (!kind.get(step).isEmpty()) {
                    return kind.get(step);
                }
            }
        }
        return Set.of();
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
