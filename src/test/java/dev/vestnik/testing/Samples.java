package dev.vestnik.testing;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shared test data: the default statuses, three people in two areas, and events. */
public final class Samples {
    public static final Clock CLOCK = Clock.systemUTC();
    public static final Status CRITICAL =
            new Status("critical", 1, "🔴", Map.of("ru", "авария", "en", "critical"), true, false, true);
    public static final Status WARNING =
            new Status("warning", 2, "🟡", Map.of("ru", "предупреждение", "en", "warning"), true, false, false);
    public static final Status INFO =
            new Status("info", 3, "🔵", Map.of("ru", "информация", "en", "info"), false, false, false);
    public static final Status RESOLVED =
            new Status("resolved", 4, "🟢", Map.of("ru", "устранено", "en", "resolved"), false, true, false);
    public static final Statuses STATUSES = new Statuses(List.of(CRITICAL, WARNING, INFO, RESOLVED));

    /** The default. */
    public static final EscalationPolicy ESCALATION = new EscalationPolicy(
            List.of(
                    new EscalationPolicy.Step(Duration.ofMinutes(5), Target.SAME),
                    new EscalationPolicy.Step(Duration.ofMinutes(10), Target.AREA),
                    new EscalationPolicy.Step(Duration.ofMinutes(15), Target.ADMINISTRATORS)),
            Duration.ofMinutes(15));

    public static final Person ANNA = person("+79160000001", "Анна Орлова", Role.OPERATOR, "north");
    public static final Person BORIS = person("+79160000002", "Борис Лебедев", Role.OPERATOR, "south");
    public static final Person CLARA = person("+79160000003", "Clara Smith", Role.ADMIN, "*");

    public static final Directory DIRECTORY = Directory.of(
            List.of(ANNA, BORIS, CLARA),
            Map.of("north", "Север", "south", "Юг"),
            Map.of(
                    "10.1.0.0/16", "north",
                    "10.2.0.0/16", "south",
                    "2001:db8:1::/48", "north",
                    "2001:db8:2::/48", "south"));

    private Samples() {}

    public static Person person(String phone, String name, Role role, String... areas) {
        return new Person(phone, name, Set.of(areas), role, null, null);
    }

    /** An event with this status, also as its title, and without optional fields. */
    public static EventBuilder event(String status) {
        return new EventBuilder(new Event(
                null,
                null,
                status,
                status + " thing",
                null,
                null,
                null,
                List.of(),
                Instant.parse("2026-11-23T10:00:00Z"),
                null,
                null,
                null,
                Map.of()));
    }

    /** A builder of events; each step returns a copy. */
    public record EventBuilder(Event event) {
        public EventBuilder id(String id) {
            return copy(id, event.key() == null ? id : event.key(), event.ip(), event.area(), event.to());
        }

        public EventBuilder key(String key) {
            return copy(event.id(), key, event.ip(), event.area(), event.to());
        }

        public EventBuilder ip(String ip) {
            return copy(event.id(), event.key(), ip, event.area(), event.to());
        }

        public EventBuilder time(Instant time) {
            return new EventBuilder(new Event(
                    event.id(),
                    event.key(),
                    event.status(),
                    event.title(),
                    event.text(),
                    event.ip(),
                    event.area(),
                    event.to(),
                    time,
                    event.expires(),
                    event.url(),
                    event.source(),
                    event.labels()));
        }

        public EventBuilder expires(Duration expires) {
            return new EventBuilder(new Event(
                    event.id(),
                    event.key(),
                    event.status(),
                    event.title(),
                    event.text(),
                    event.ip(),
                    event.area(),
                    event.to(),
                    event.time(),
                    expires,
                    event.url(),
                    event.source(),
                    event.labels()));
        }

        public EventBuilder area(String area) {
            return copy(event.id(), event.key(), event.ip(), area, event.to());
        }

        public EventBuilder to(Person... people) {
            return copy(
                    event.id(),
                    event.key(),
                    event.ip(),
                    event.area(),
                    List.of(people).stream().map(Person::phone).toList());
        }

        public Event withEverything() {
            return new Event(
                    "zbx-1",
                    "core-7/if-3",
                    event.status(),
                    event.title(),
                    "line one\nline two",
                    "10.1.2.3",
                    "north",
                    List.of(ANNA.phone()),
                    event.time(),
                    Duration.ofHours(1),
                    URI.create("https://example.org/graph?id=1"),
                    "zabbix",
                    Map.of("host", "core-7", "site", "A"));
        }

        private EventBuilder copy(String id, String key, String ip, String area, List<String> to) {
            return new EventBuilder(new Event(
                    id,
                    key,
                    event.status(),
                    event.title(),
                    event.text(),
                    ip,
                    area,
                    to,
                    event.time(),
                    event.expires(),
                    event.url(),
                    event.source(),
                    event.labels()));
        }
    }
}
