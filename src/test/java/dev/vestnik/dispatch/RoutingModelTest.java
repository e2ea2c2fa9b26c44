package dev.vestnik.dispatch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.directory.Role;
import dev.vestnik.dispatch.EventStreamEntry.MissedRequest;
import dev.vestnik.dispatch.EventStreamEntry.RedispatchRequest;
import dev.vestnik.dispatch.recipient.LoggedInUsers;
import dev.vestnik.dispatch.recipient.RecipientSelector;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventReader;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.MissedEvent;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.Samples;
import dev.vestnik.testing.UserFixtures;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import dev.vestnik.user.UserSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random people, duties, selections, blocks, directories and events against the rules of {@link ReferenceRule}: each event
 * reaches exactly the right people; what wakes reaches somebody at once or is sent to the first who can get it; others see
 * nothing private. 20,000 steps.
 */
class RoutingModelTest {
    private static final List<Person> PEOPLE = List.of(
            Samples.person("+79160000001", "Anna", Role.OPERATOR, "north"),
            Samples.person("+79160000002", "Boris", Role.OPERATOR, "south"),
            Samples.person("+79160000003", "Clara", Role.ADMIN, "*"),
            Samples.person("+79160000004", "Dmitry", Role.OPERATOR, "north", "south"),
            Samples.person("+79160000005", "Eva", Role.ADMIN));
    private static final List<String> STATUSES = List.of("critical", "critical", "warning", "info", "resolved");

    /** What happens: to a person, or an event. */
    private record Step(String what, int person, Event event) {}

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everybodyGetsWhatTheRulesSayAndNothingIsLost(@ForAll("steps") List<Step> steps) {
        Run run = new Run();
        steps.forEach(run::does);
        run.everybodyComesBack();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> commands = Combinators.combine(
                        Arbitraries.of(
                                "login", "login", "logout", "on", "off", "enable", "disable", "toggle", "block",
                                "unblock", "unlist", "list", "move", "refuse"),
                        Arbitraries.integers().between(0, PEOPLE.size() - 1))
                .as((what, person) ->
                        new Step(what, person, Samples.event("info").event()));
        Arbitrary<Step> events = events().map(event -> new Step("event", 0, event));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, commands), net.jqwik.api.Tuple.of(2, events))
                .list()
                .ofSize(100);
    }

    private static Arbitrary<Event> events() {
        Arbitrary<List<Person>> to = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(List.of())),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.of(PEOPLE).list().ofMinSize(1).ofMaxSize(2)));
        return Combinators.combine(
                        Arbitraries.of(STATUSES),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of("north", "south", "nowhere"),
                        to,
                        Arbitraries.of(true, false, false))
                .as((status, key, area, people, id) -> {
                    Samples.EventBuilder event = Samples.event(status).area(area);
                    event = id ? event.id("id" + key) : event.key("id" + key);
                    return event.to(people.toArray(Person[]::new)).event();
                });
    }

    /** The service, without Redis and Telegram, and what it should do. */
    private static final class Run {
        private final Keys keys = new Keys("test");
        private final MemoryState state = new MemoryState();
        private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
        private final EventReader reader = new EventReader(Samples.STATUSES, PhoneNumber::normalise, clock);
        private final Map<Long, User> users = new TreeMap<>();
        private final Map<String, Person> people = new LinkedHashMap<>();
        private final ReferenceRule rule = new ReferenceRule(PEOPLE, Set.of("north", "south"));
        private final Map<String, Event> events = new HashMap<>();
        private final Map<String, Set<Long>> told = new HashMap<>();
        private final Set<Long> refusing = new HashSet<>();
        private int refs;

        Run() {
            PEOPLE.forEach(person -> people.put(person.phone(), person));
        }

        void does(Step step) {
            Person person = PEOPLE.get(step.person());
            long chat = 1001 + step.person();
            switch (step.what()) {
                case "event" -> happens(step.event());
                case "login" -> {
                    if (people.containsKey(person.phone())) {
                        users.putIfAbsent(chat, UserFixtures.offDuty(person, chat));
                    }
                }
                case "logout" -> users.remove(chat);
                case "on" -> change(chat, user -> user.withDuty(Duty.until(null)));
                case "off" -> change(chat, user -> user.withDuty(null));
                case "enable" -> change(chat, user -> user.withEnabled(true));
                case "disable" -> change(chat, user -> user.withEnabled(false));
                case "toggle" -> change(chat, user -> user.withSelected(toggled(user.selected())));
                case "block" -> change(chat, user -> user.withUnreachable(true));
                case "unblock" -> change(chat, user -> user.withUnreachable(false));
                case "unlist" -> {
                    people.remove(person.phone());
                    users.remove(chat);
                }
                case "list" -> people.put(person.phone(), person);
                case "move" ->
                    people.computeIfPresent(
                            person.phone(),
                            (phone, old) -> new Person(
                                    phone,
                                    old.name(),
                                    old.areas().contains("south") ? Set.of("north") : Set.of("south"),
                                    old.role(),
                                    null,
                                    null));
                case "refuse" -> refusing.add(chat);
                default -> throw new IllegalArgumentException(step.what());
            }
            rule.people(List.copyOf(people.values()));
            sendMissed();
            nothingThatWakesIsLost();
            othersSeeNothingPrivate();
        }

        void everybodyComesBack() {
            refusing.clear();
            PEOPLE.forEach(person -> people.put(person.phone(), person));
            for (int i = 0; i < PEOPLE.size(); i++) {
                users.put(1001L + i, UserFixtures.onDuty(PEOPLE.get(i), 1001L + i));
            }
            rule.people(PEOPLE);
            sendMissed();
            assertThat(state.members(keys.missed())).as("still missed").isEmpty();
            nothingThatWakesIsLost();
        }

        private void change(long chat, UnaryOperator<User> change) {
            users.computeIfPresent(chat, (any, user) -> change.apply(user));
        }

        private static Set<String> toggled(Set<String> selected) {
            Set<String> result = new TreeSet<>(selected);
            if (!result.remove("critical")) {
                result.add("critical");
            }
            return result;
        }

        private void happens(Event event) {
            String ref = ++refs + "-0";
            Set<Long> right = rule.chats(event, ref, List.copyOf(users.values()));
            byte[] json = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
            DispatchResult done = dispatch(new EventStreamEntry.Raw(ref, json));

            Set<Long> got =
                    done.entries().stream().map(OutboxEntry::chat).collect(Collectors.toCollection(TreeSet::new));
            assertThat(got).as("%s %s", ref, event).isEqualTo(right == null ? Set.of() : right);
            boolean duplicate = done.outcomes().get(0).kind() == DispatchOutcome.Kind.DUPLICATE;
            assertThat(duplicate).isEqualTo(right == null);
            if (!duplicate) {
                events.put(ref, event);
                if (event.status().equals("critical")) {
                    boolean listed =
                            event.to().isEmpty() || done.entries().stream().anyMatch(entry -> entry.why() == Why.NAMED);
                    assertThat(missed().containsKey(ref))
                            .as("%s is missed", ref)
                            .isEqualTo(requireNonNull(right).isEmpty() || !listed);
                }
            }
            deliver(done.entries());
        }

        /** As after each command by which somebody may become reachable. */
        private void sendMissed() {
            Map<String, MissedEvent> before = missed();
            List<User> now = List.copyOf(users.values());
            DispatchResult done = dispatch(new MissedRequest(++refs + "-0"));
            Map<String, Set<Long>> sent = new HashMap<>();
            done.entries().stream().filter(entry -> entry.why() != Why.HOLDER).forEach(entry -> sent.computeIfAbsent(
                            entry.event(), any -> new TreeSet<>())
                    .add(entry.chat()));
            before.forEach((ref, missed) -> {
                Event event = requireNonNull(events.get(ref));
                Set<Long> right = rule.recipients(event, Samples.CRITICAL, now);
                boolean titleAgain = missed.titleSent()
                        && now.stream()
                                .noneMatch(
                                        user -> user.reachable() && event.to().contains(user.phone()));
                assertThat(sent.getOrDefault(ref, Set.of()))
                        .as("%s was missed", ref)
                        .isEqualTo(titleAgain ? Set.of() : right);
            });
            assertThat(sent.keySet()).isSubsetOf(before.keySet());
            deliverLater(done.entries());
        }

        private void deliverLater(List<OutboxEntry> entries) {
            entries.stream()
                    .filter(entry -> entry.why() != Why.HOLDER && entry.why() != Why.TITLE_ONLY)
                    .forEach(entry ->
                            rule.holds(requireNonNull(events.get(entry.event())).key(), entry.chat()));
            deliver(entries);
        }

        /** Telegram refuses a chat once; then the user counts as unreachable, and the event is dispatched again. */
        private void deliver(List<OutboxEntry> entries) {
            for (OutboxEntry entry : entries) {
                if (refusing.remove(entry.chat())) {
                    change(entry.chat(), user -> user.withUnreachable(true));
                }
                User user = users.get(entry.chat());
                if (user == null || !user.reachable()) {
                    deliverLater(dispatch(new RedispatchRequest(++refs + "-0", entry.event(), entry.chat()))
                            .entries());
                    continue;
                }
                Event event = requireNonNull(events.get(entry.event()));
                boolean addressed = event.to().isEmpty() || event.to().contains(user.phone());
                if (!addressed && entry.why() != Why.TITLE_ONLY) {
                    fail("%s for %s", entry, user);
                }
                if (entry.why() != Why.TITLE_ONLY) {
                    told.computeIfAbsent(entry.event(), any -> new TreeSet<>()).add(entry.chat());
                }
            }
        }

        private void nothingThatWakesIsLost() {
            Set<String> missed = state.members(keys.missed());
            events.forEach((ref, event) -> {
                if (event.status().equals("critical") && !told.containsKey(ref) && !missed.contains(ref)) {
                    fail("%s %s has neither reached somebody nor is kept", ref, event);
                }
            });
        }

        private void othersSeeNothingPrivate() {
            for (String key : state.members(keys.openIncidents())) {
                Incident incident = IncidentStore.read(requireNonNull(state.text(keys.incident(key))), List.of());
                Event shown = requireNonNull(events.get(incident.event()));
                for (Person person : people.values()) {
                    boolean addressed = shown.to().isEmpty() || shown.to().contains(person.phone());
                    if (incident.concerns(person) && !addressed) {
                        fail("%s sees %s", person.name(), shown);
                    }
                }
            }
        }

        private Map<String, MissedEvent> missed() {
            Map<String, MissedEvent> missed = new TreeMap<>();
            state.values(keys.missed()).stream()
                    .map(MissedEvent::read)
                    .forEach(event -> missed.put(event.ref(), event));
            return missed;
        }

        private DispatchResult dispatch(EventStreamEntry... entries) {
            List<ParsedEntry> batch = new ArrayList<>();
            for (EventStreamEntry entry : entries) {
                batch.add(ParsedEntry.of(entry, reader, Samples.STATUSES));
            }
            Directory directory = Directory.of(people.values(), Map.of("north", "North", "south", "South"), Map.of());
            BatchDispatch dispatch = new BatchDispatch(
                    keys,
                    Samples.STATUSES,
                    new RecipientSelector(null),
                    new Retention(Duration.ofDays(7), Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(7)),
                    Samples.ESCALATION,
                    new Ledger(keys, Duration.ofDays(7), clock),
                    DispatchSnapshot.read(state, keys, batch),
                    new LoggedInUsers(directory, new UserSnapshot(users.values())),
                    clock.instant());
            batch.forEach(dispatch::dispatch);
            DispatchResult done = dispatch.result();
            done.writes().forEach(state::apply);
            return done;
        }
    }
}
