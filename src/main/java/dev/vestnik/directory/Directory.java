package dev.vestnik.directory;

import dev.vestnik.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One version of the directory: people, areas and ranges. Immutable. */
public final class Directory {
    /** The directory before the first files are loaded. */
    public static final Directory EMPTY =
            new Directory(Map.of(), Map.of(), AreaRanges.of(List.of()), Map.of(), Map.of());

    private final Map<String, Person> people;
    private final Map<String, String> areas;
    private final AreaRanges ranges;
    private final Map<String, String> escalations;
    private final Map<String, AreaRules> rules;

    private Directory(
            Map<String, Person> people,
            Map<String, String> areas,
            AreaRanges ranges,
            Map<String, String> escalations,
            Map<String, AreaRules> rules) {
        this.people = Map.copyOf(people);
        this.areas = Map.copyOf(areas);
        this.ranges = ranges;
        this.escalations = Map.copyOf(escalations);
        this.rules = Map.copyOf(rules);
    }

    /**
     * A directory whose areas have nothing of their own.
     *
     * @param ranges area by CIDR block
     */
    public static Directory of(Collection<Person> people, Map<String, String> areas, Map<String, String> ranges) {
        return of(people, areas, AreaRanges.of(ranges));
    }

    /** A directory whose areas have nothing of their own. */
    public static Directory of(Collection<Person> people, Map<String, String> areas, AreaRanges ranges) {
        return of(people, areas, ranges, Map.of(), Map.of());
    }

    /**
     * @param people with distinct phones
     * @param areas name by area
     * @param escalations the steps of the areas' own escalations by area
     * @param rules what else areas have of their own
     */
    public static Directory of(
            Collection<Person> people,
            Map<String, String> areas,
            AreaRanges ranges,
            Map<String, String> escalations,
            Map<String, AreaRules> rules) {
        return new Directory(
                people.stream().collect(Collectors.toMap(Person::phone, Function.identity())),
                areas,
                ranges,
                escalations,
                rules);
    }

    /** @param phone in E.164, see {@link PhoneNumber#normalise} */
    public Optional<Person> person(String phone) {
        return Optional.ofNullable(people.get(phone));
    }

    public Collection<Person> people() {
        return people.values();
    }

    /** Name by area. */
    public Map<String, String> areas() {
        return areas;
    }

    public AreaRanges ranges() {
        return ranges;
    }

    /** The steps of their own escalation, as people write them, by area; the other areas have those of the settings. */
    public Map<String, String> escalations() {
        return escalations;
    }

    /** What areas have of their own beside their escalation. */
    public Map<String, AreaRules> rules() {
        return rules;
    }

    /** When messages about the area that do not wake have no sound; empty: never. */
    public Optional<QuietHours> quietHours(String area) {
        return Optional.ofNullable(rules.get(area)).map(AreaRules::quiet);
    }

    /**
     * The names of the statuses that this person gets until they choose: those of any of their areas.
     *
     * @return empty: all
     */
    public Set<String> defaultStatuses(Person person) {
        List<Set<String>> own = areas.keySet().stream()
                .filter(person::isResponsibleFor)
                .map(area -> rules.containsKey(area) ? rules.get(area).statuses() : Set.<String>of())
                .toList();
        return own.stream().anyMatch(Set::isEmpty)
                ? Set.of()
                : own.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** The name of the area. */
    public Optional<String> areaName(String area) {
        return Optional.ofNullable(areas.get(area));
    }

    /** The area of the address: that of the longest matching range. */
    public Optional<String> areaOfIp(String ip) {
        return ranges.areaOf(ip);
    }

    /** The range of the address, as a CIDR block: the longest that matches. */
    public Optional<String> rangeOfIp(String ip) {
        return ranges.rangeOf(ip);
    }

    /** How many ranges lie within a range of another area; an address in both belongs to the inner one. */
    public int overlaps() {
        return ranges.overlaps();
    }

    /** The area that the event names, if it exists; else the area of its address. */
    public Optional<String> areaOf(Event event) {
        String named = event.area();
        if (named != null && areas.containsKey(named)) {
            return Optional.of(named);
        }
        String ip = event.ip();
        return ip == null ? Optional.empty() : areaOfIp(ip);
    }

    /** A copy without the sample people of the sandbox. */
    Directory withoutSamples() {
        List<Person> real = people.values().stream()
                .filter(person -> !PhoneNumber.isSample(person.phone()))
                .toList();
        return real.size() == people.size() ? this : of(real, areas, ranges, escalations, rules);
    }

    /** Whether both have the same content. */
    public boolean sameAs(Directory other) {
        return people.equals(other.people)
                && areas.equals(other.areas)
                && ranges.sameAs(other.ranges)
                && escalations.equals(other.escalations)
                && rules.equals(other.rules);
    }

    /** The sizes only, without any phone. */
    @Override
    public String toString() {
        return people.size() + " people, " + areas.size() + " areas, " + ranges.size() + " ranges";
    }
}
