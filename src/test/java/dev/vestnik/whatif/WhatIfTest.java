package dev.vestnik.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import dev.vestnik.whatif.WhatIfResult.PersonCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WhatIfTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    /** For the replays: what they write must not be among the keys of the service. */
    @RegisterExtension
    static final RedisExtension OWN = new RedisExtension();

    private static final Map<String, String> AREAS = Map.of("north", "North", "south", "South");
    private static final Person ANNA = person("+79160000001", "Anna Orlova", "north");
    private static final Person BORIS = person("+79160000002", "Boris Lebedev", "south");
    private static final Directory NOW = Directory.of(List.of(ANNA, BORIS), AREAS, Map.of("10.1.0.0/16", "north"));
    private static final Directory THEN =
            Directory.of(List.of(ANNA, BORIS), AREAS, Map.of("10.1.0.0/16", "north", "10.1.5.0/24", "south"));

    @BeforeEach
    void bothAreOnDuty() {
        UserService users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        users.login(1, ANNA.phone(), "en");
        users.login(2, BORIS.phone(), "en");
        users.joinPool(1, null);
        users.joinPool(2, null);
    }

    @Test
    void anEventGoesToThePeopleOfItsNewArea() {
        accept("{\"status\":\"critical\",\"title\":\"Pump down\",\"key\":\"pump\",\"ip\":\"10.1.5.7\"}");
        accept("{\"status\":\"critical\",\"title\":\"Trunk down\",\"key\":\"trunk\",\"ip\":\"10.1.9.7\"}");
        accept("{\"status\":\"resolved\",\"title\":\"Pump up\",\"key\":\"pump\"}");

        WhatIfResult result = compare(THEN, Instant.EPOCH);

        assertThat(result.events()).isEqualTo(3);
        assertThat(result.people())
                .containsExactly(
                        new PersonCounts("Anna Orlova", 3, 1, 0, 2), new PersonCounts("Boris Lebedev", 0, 2, 2, 0));
        assertThat(result.differences())
                .extracting(Difference::title, Difference::added, Difference::removed)
                .containsExactly(
                        tuple("Pump down", List.of("Boris Lebedev"), List.of("Anna Orlova")),
                        tuple("Pump up", List.of("Boris Lebedev"), List.of("Anna Orlova")));
        assertThat(WhatIfText.of(result))
                .contains("3 events, ", "2 events would be treated differently:")
                .containsPattern("critical +Pump down +\\+ Boris Lebedev, - Anna Orlova");
    }

    @Test
    void whoWouldReachNobodyIsCounted() {
        accept("{\"status\":\"critical\",\"title\":\"Pump down\",\"key\":\"pump\",\"ip\":\"10.1.5.7\"}");

        WhatIfResult result = compare(Directory.of(List.of(ANNA), AREAS, THEN.ranges()), Instant.EPOCH);

        assertThat(result.now().missed()).isZero();
        assertThat(result.then().missed()).isEqualTo(1);
        assertThat(WhatIfText.of(result))
                .containsPattern("wake, but reach nobody +0 +1")
                .contains("routed -> unrouted");
    }

    @Test
    void nothingOfAPrivateEventIsShown() {
        accept("{\"status\":\"critical\",\"title\":\"Salary\",\"key\":\"a\",\"to\":[\"+79160000002\"]}");

        WhatIfResult result = compare(Directory.of(List.of(ANNA), AREAS, Map.of()), Instant.EPOCH);

        assertThat(result.differences()).hasSize(1);
        assertThat(WhatIfText.of(result)).contains("(private)").doesNotContain("Salary");
    }

    @Test
    void arraysAreSeparateEventsAndRequestsAreLeftOut() {
        accept(
                "[{\"status\":\"critical\",\"title\":\"A\",\"ip\":\"10.1.5.7\"},{\"status\":\"critical\",\"title\":\"B\"}]");
        REDIS.commands().xadd(REDIS.keys().events(), Map.of("missed", "send"));

        assertThat(compare(THEN, Instant.EPOCH).events()).isEqualTo(2);
    }

    @Test
    void theSameDirectoryChangesNothingAndNothingIsWrittenToTheService() {
        accept("{\"status\":\"critical\",\"title\":\"Pump down\",\"key\":\"pump\",\"ip\":\"10.1.5.7\"}");
        accept("no event");
        Map<String, String> before = dump();

        WhatIfResult result = compare(NOW, Instant.EPOCH);

        assertThat(result.differences()).isEmpty();
        assertThat(WhatIfText.of(result)).contains("Nothing would change", "rejected");
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void anEventIsUnderTheSilencesThatLastedWhenItWasAccepted() {
        accept("{\"status\":\"critical\",\"title\":\"Before\",\"key\":\"before\",\"ip\":\"10.1.5.7\"}");
        Silence silence = new Silence(
                "1-1",
                Silence.Type.AREA,
                "north",
                true,
                List.of(),
                1,
                "Anna",
                "works",
                Instant.now().plus(Duration.ofHours(1)));
        new SilenceStore(REDIS.commands(), REDIS.keys(), Samples.CLOCK).begin(silence);
        Awaitility.await().pollDelay(Duration.ofMillis(2)).until(() -> true);
        REDIS.commands()
                .xadd(REDIS.keys().events(), SilenceRequest.begin(silence.id()).fields());
        accept("{\"status\":\"critical\",\"title\":\"Under it\",\"key\":\"under\",\"ip\":\"10.1.5.7\"}");

        WhatIfResult result = compare(THEN, Instant.EPOCH);

        // Then it belongs to the south, which is not silenced.
        assertThat(result.differences())
                .extracting(Difference::title, Difference::added, Difference::removed)
                .containsExactly(
                        tuple("Before", List.of("Boris Lebedev"), List.of("Anna Orlova")),
                        tuple("Under it", List.of("Boris Lebedev"), List.of()));
        assertThat(WhatIfText.of(result)).contains("Silences: 1 that last now are in force from their begin;");
    }

    @Test
    void eventsBeforeTheTimeAreLeftOut() {
        accept("{\"status\":\"critical\",\"title\":\"Pump down\",\"ip\":\"10.1.5.7\"}");

        WhatIfResult result = compare(THEN, Instant.now().plus(Duration.ofHours(1)));

        assertThat(result.events()).isZero();
        assertThat(WhatIfText.of(result)).startsWith("There are no events of this time");
    }

    private WhatIfResult compare(Directory then, Instant since) {
        OWN.commands().flushall();
        Map<String, String> users = REDIS.commands().hgetall(REDIS.keys().users());
        DispatchReplay now = new DispatchReplay(OWN.commands(), "now", Samples.STATUSES, null);
        now.directories().replace(NOW);
        now.useUsers(users, false);
        DispatchReplay changed = new DispatchReplay(OWN.commands(), "then", Samples.STATUSES, null);
        changed.directories().replace(then);
        changed.useUsers(users, false);
        Comparison comparison = new Comparison(now, changed, RecordedSilences.read(REDIS.commands(), REDIS.keys()));
        new RecordedEvents(REDIS.commands(), REDIS.keys()).read(since, comparison::replay);
        return comparison.result();
    }

    private static void accept(String body) {
        REDIS.commands().xadd(REDIS.keys().events(), Map.of("body", body));
    }

    private static Map<String, String> dump() {
        Map<String, String> dump = new HashMap<>();
        REDIS.commands()
                .keys("*")
                .forEach(key -> dump.put(key, Arrays.toString(REDIS.commands().dump(key))));
        return dump;
    }

    private static Person person(String phone, String name, String area) {
        return new Person(phone, name, Set.of(area), Role.OPERATOR, "en", null);
    }
}
