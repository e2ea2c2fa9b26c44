package dev.vestnik.endtoend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plain second implementation of the rule for recipients, to compare Vestnik with. */
final class ReferenceRule {
    /** @param areas {@code *} is all */
    record Person(
            long chat,
            String phone,
            Set<String> areas,
            boolean admin,
            boolean duty,
            boolean enabled,
            Set<String> selected) {
        boolean isResponsibleFor(String area) {
            return areas.contains("*") || areas.contains(area);
        }
    }

    record Happening(
            @Nullable String id,
            String key,
            String status,
            String title,
            @Nullable String area,
            @Nullable String to) {}

    private final List<Person> people;
    private final Map<Long, List<String>> expected = new HashMap<>();
    private final Map<String, Set<Long>> open = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> changed = new HashMap<>();
    private int number;

    ReferenceRule(List<Person> people) {
        this.people = people;
        people.forEach(person -> expected.put(person.chat(), new ArrayList<>()));
    }

    /** The titles that each chat gets, in order. */
    Map<Long, List<String>> expected() {
        return expected;
    }

    void happens(Happening event) {
        boolean closes = event.status().equals("resolved");
        String mark = event.id() + "/" + event.status();
        number++;
        if (event.id() != null) {
            Integer earlier = seen.get(mark);
            if (earlier != null && earlier >= changed.getOrDefault(event.key(), 0)) {
                return;
            }
            seen.put(mark, number);
        }
        boolean opens = event.status().equals("critical") || event.status().equals("warning");
        if (opens && !open.containsKey(event.key())
                || closes && (open.containsKey(event.key()) || !changed.containsKey(event.key()))) {
            changed.put(event.key(), number);
        }
        List<Person> getting = closes && event.to() == null ? holders(event) : audience(event);
        getting.forEach(person -> expected.get(person.chat()).add(event.title()));
        if (closes) {
            open.remove(event.key());
        } else if (opens) {
            Set<Long> holders = open.computeIfAbsent(event.key(), key -> new HashSet<>());
            if (event.to() == null || !listed(event).isEmpty()) {
                getting.forEach(person -> holders.add(person.chat()));
            }
        }
    }

    private List<Person> holders(Happening event) {
        Set<Long> holders = open.getOrDefault(event.key(), Set.of());
        return eligible(person -> holders.contains(person.chat()), event);
    }

    private List<Person> listed(Happening event) {
        return reachable(person -> person.phone().equals(event.to()));
    }

    private List<Person> audience(Happening event) {
        if (event.to() != null) {
            List<Person> listed = listed(event);
            return listed.isEmpty() && !event.status().equals("resolved") ? reachable(Person::admin) : listed;
        }
        String area = event.area();
        List<Predicate<Person>> steps = area == null
                ? List.of(Person::admin)
                : List.of(
                        person -> person.duty() && person.isResponsibleFor(area),
                        person -> person.isResponsibleFor(area),
                        Person::admin);
        if (!event.status().equals("critical")) {
            return eligible(steps.get(0), event);
        }
        return Stream.concat(
                        steps.stream().map(step -> eligible(step, event)),
                        steps.stream().map(this::reachable))
                .filter(people -> !people.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Person> eligible(Predicate<Person> which, Happening event) {
        return reachable(which.and(person -> person.selected().contains(event.status())));
    }

    private List<Person> reachable(Predicate<Person> which) {
        return people.stream().filter(Person::enabled).filter(which).toList();
    }
}
