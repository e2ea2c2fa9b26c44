package dev.vestnik.directory;

import dev.vestnik.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One version of the directory: people, areas and ranges. Never changes. */
public final class Directory {
    /** Nobody, nowhere: before the first files were read. */
    public static final Directory EMPTY = new Directory(Map.of(), Map.of(), Map.of());

    private final Map<String, Person> people;
    private final Map<String, String> areas;
    private final Map<String, String> ranges;
    private final AreaRanges lookup;

    private Directory(Map<String, Person> people, Map<String, String> areas, Map<String, String> ranges) {
        this.people = Map.copyOf(people);
        this.areas = Map.copyOf(areas);
        this.ranges = Map.copyOf(ranges);
        this.lookup = new AreaRanges(ranges);
    }

    /**
     * @param people each with a phone of its own
     * @param areas name by area
     * @param ranges area by CIDR block
     */
    public static Directory of(Collection<Person> people, Map<String, String> areas, Map<String, String> ranges) {
        return new Directory(
                people.stream().collect(Collectors.toMap(Person::phone, Function.identity())), areas, ranges);
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

    /** Area by CIDR block. */
    public Map<String, String> ranges() {
        return ranges;
    }

    /** The name that people know the area by. */
    public Optional<String> areaName(String area) {
        return Optional.ofNullable(areas.get(area));
    }

    /** The area whose range holds the address; the longest matching range decides. */
    public Optional<String> areaOfIp(String ip) {
        return lookup.areaOf(ip);
    }

    /** The area that the event names, if there is such; else that of its address. */
    public Optional<String> areaOf(Event event) {
        String named = event.area();
        if (named != null && areas.containsKey(named)) {
            return Optional.of(named);
        }
        String ip = event.ip();
        return ip == null ? Optional.empty() : areaOfIp(ip);
    }

    /** The same without the sandbox's sample people. */
    Directory withoutSamples() {
        List<Person> real = people.values().stream()
                .filter(person -> !PhoneNumber.isSample(person.phone()))
                .toList();
        return real.size() == people.size() ? this : of(real, areas, ranges);
    }

    /** Whether both say the same. */
    public boolean sameAs(Directory other) {
        return people.equals(other.people) && areas.equals(other.areas) && ranges.equals(other.ranges);
    }

    /** How much of what, and nobody's phone. */
    @Override
    public String toString() {
        return people.size() + " people, " + areas.size() + " areas, " + ranges.size() + " ranges";
    }
}
