package dev.vestnik.endtoend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
    private final Set<String> seen = new HashSet<>();

    ReferenceRule(List<Person> people) {
        this.people = people;
        people.forEach(person -> expected.put(person.chat(), new ArrayList<>()));
    }

    /** The titles that each chat gets, in order. */
    Map<Long, List<String>> expected() {
        return expected;
    }

    void happens(Happening event) {
        if (event.id() != null && !seen.add(event.id() + "/" + event.status())) {
            return;
        }
        boolean closes = event.status().equals("resolved");
        List<Person> audience = closes ? holders(event.key()) : audience(event);
        List<Person> getting = audience.stream()
                .filter(person -> person.selected().contains(event.status()))
                .toList();
        getting.forEach(person -> expected.get(person.chat()).add(event.title()));
        if (closes) {
            open.remove(event.key());
        } else if (event.status().equals("critical") || event.status().equals("warning")) {
            Set<Long> holders = open.computeIfAbsent(event.key(), key -> new HashSet<>());
            getting.forEach(person -> holders.add(person.chat()));
        }
    }

    private List<Person> holders(String key) {
        Set<Long> holders = open.getOrDefault(key, Set.of());
        return reachable(person -> holders.contains(person.chat()));
    }

    private List<Person> audience(Happening event) {
        List<Person> admins = reachable(Person::admin);
        String area = event.area();
        if (event.to() != null) {
            List<Person> named = reachable(person -> person.phone().equals(event.to()));
            return named.isEmpty() ? admins : named;
        }
        if (area == null) {
            return admins;
        }
        List<Person> onDuty = reachable(person -> person.duty() && person.isResponsibleFor(area));
        if (!onDuty.isEmpty() || !event.status().equals("critical")) {
            return onDuty;
        }
        List<Person> answering = reachable(person -> person.isResponsibleFor(area));
        return answering.isEmpty() ? admins : answering;
    }

    private List<Person> reachable(Predicate<Person> which) {
        return people.stream().filter(Person::enabled).filter(which).toList();
    }
}
