package dev.vestnik.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.incident.escalation.AreaEscalationPolicies;
import dev.vestnik.testing.RedisExtension;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory that a route delivers as JSON: the columns, the validation and the guards are those of the files. */
class JsonDirectoryTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String AREAS = "[{'area': 'north', 'name': 'Север'}, {'area': 'south'}]";
    private static final String RANGES = "[{'cidr': '10.1.0.0/16', 'area': 'north'}]";
    private static final String PEOPLE = "[{'phone': '+79160000001', 'name': 'Anna', 'areas': 'north'}]";

    @Test
    void readsPeopleAreasAndRanges() {
        DirectoryReader.Result read = read("""
                {'people': [
                   {'phone': 79160000001, 'name': ' Анна\\u00a0Орлова\\u200b', 'areas': ['Север', 'south'], 'role': 'admin',
                    'language': 'ru', 'zone': 'Europe/Moscow'},
                   {'Phone': '8 916 000-00-02', 'name': 'Boris', 'areas': 'north|south', 'role': null}],
                 'ranges': [{'cidr': '10.1.0.5-10.1.0.6', 'area': 'north'}],
                 'areas': [{'area': 'north', 'name': 'Север', 'escalation': '5m same'}, {'area': 'south'}]}
                """);

        assertThat(read.problems()).isEmpty();
        Directory directory = read.directory();
        assertThat(directory.people())
                .containsExactlyInAnyOrder(
                        new Person(
                                "+79160000001",
                                "Анна Орлова",
                                Set.of("north", "south"),
                                Role.ADMIN,
                                "ru",
                                ZoneId.of("Europe/Moscow")),
                        new Person("+79160000002", "Boris", Set.of("north", "south"), Role.OPERATOR, null, null));
        assertThat(directory.areaOfIp("10.1.0.6")).contains("north");
        assertThat(directory.areaName("south")).contains("south");
        assertThat(directory.escalations()).containsEntry("north", "5m same");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{'phone': 'x', 'name': 'B', 'areas': 'north'} # people[1].phone: the phone number is not a number; write + and",
                "{'name': 'B', 'areas': 'north'} # people[1].phone: the phone number is missing",
                "{'phone': '+79160000002', 'areas': 'north'} # people[1].name: the name is missing",
                "{'phone': '+79160000002', 'name': 'B'} # people[1].areas: an operator answers for no area; write areas split",
                "{'phone': '+79160000002', 'name': 'B', 'areas': ['east']} # people[1].areas: the area 'east' is not in areas; add",
                "{'phone': '+79160000002', 'name': 'B', 'areas': 'north', 'role': 'boss'} # people[1].role: the role 'boss' is not",
                "{'phone': '+79160000002', 'name': 'B', 'areas': 'north', 'rol': 'admin'} # people[1]: has the field 'rol' which is not known; the fields are phone,name,areas and, if wanted, role,language,zone",
                "{'phone': '+79160000002', 'name': 'B', 'areas': 'north', 'name': 'C'} # people[1].name: is there twice; keep one",
                "{'phone': '+79160000002', 'name': ['B'], 'areas': 'north'} # people[1].name: is not a text",
                "{'phone': '+79160000002', 'name': 'B', 'areas': [['north']]} # people[1].areas[0]: is not a text",
                "{'phone': '8 916 000-00-01', 'name': 'B', 'areas': 'north'} # people[1].phone: this phone is there twice; keep",
                "'+79160000002' # people[1]: is not an object; write an array of objects with phone,name,areas",
            })
    void aFaultIsToldWithItsPlaceAndWhatWouldBeRight(String person, String fault) {
        String people = PEOPLE.replace("]", ", " + person + "]");

        assertThat(read(object(AREAS, RANGES, people)).problems())
                .singleElement()
                .asString()
                .startsWith(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "[] # the JSON: is not an object; it has the arrays areas, ranges, people",
                "{'areas': [}  # the JSON: cannot be read at line 1, column 12",
                "`` # the JSON: is not an object",
                "{'people': [], 'peoples': []} # the JSON: has the field 'peoples', but must have areas, ranges, people",
                "{'areas': {'north': 'North'}} # areas: is not an array; write an array of objects with area,name and, if wanted, escalation,statuses,quiet",
                "{'areas': [{'area': 'a'}], 'areas': []} # areas: is there twice; keep one of them",
                "{'areas': [{'area': 'a'}], 'people': []} # ranges: is missing; write an array of objects with cidr,area",
                "{'areas': [], 'ranges': []} # areas: is empty; at least one object is needed",
                "{} {} # the JSON: goes on after its end",
            })
    void whatIsNoDirectoryIsRefusedAsAWhole(String json, String first) {
        assertThat(read(json).problems().get(0).toString()).startsWith(first);
    }

    @Test
    void rangesAreValidatedAsInTheFile() {
        String ranges = "[{'cidr': '10.1.0.0/16', 'area': 'north'}, {'cidr': '10.1.2.3/16', 'area': 'east'}]";

        assertThat(read(object(AREAS, ranges, PEOPLE)).problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly(
                        "ranges[1].area: the area 'east' is not in areas; add it there, or write one of north, south",
                        "ranges[1].cidr: the range '10.1.2.3/16' has bits beyond its prefix; 10.1.0.0/16 would be right");
    }

    @Test
    void whatRoutesHaveNotDeliveredYetChangesNothingAndAnAcceptedOneComesIntoForce() {
        DirectoryService directories = new DirectoryService(REDIS.commands(), REDIS.keys(), false);
        DirectoryRefusals refusals = new DirectoryRefusals(REDIS.commands(), REDIS.keys());
        ReceivedDirectory received = new ReceivedDirectory();
        DirectoryRefresher refresher =
                new DirectoryRefresher(directories, refusals, received, steps -> Optional.empty(), 0.2, false);
        Set<String> loggedIn =
                IntStream.range(0, 9).mapToObj(n -> "+7916000000" + n).collect(Collectors.toSet());

        assertThat(refresher.refresh(loggedIn, true)).isInstanceOf(RefreshResult.Awaited.class);
        assertThat(refresher.isAwaited()).isTrue();
        receive(received, 0);
        assertThat(refresher.refresh(loggedIn, false)).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(refresher.isAwaited()).isFalse();
        receive(received, 0);
        assertThat(refresher.refresh(loggedIn, false)).isInstanceOf(RefreshResult.Unchanged.class);

        receive(received, 5);
        assertThat(refresher.refresh(loggedIn, false)).isInstanceOf(RefreshResult.Refused.class);
        assertThat(refusals.current().orElseThrow().first()).startsWith("people: would log out 5 of the 9 people");
        assertThat(directories.current().people()).hasSize(9);
        assertThat(refusals.accept(refusals.current().orElseThrow().files())).isTrue();
        assertThat(refresher.refresh(loggedIn, false)).isInstanceOf(RefreshResult.Replaced.class);
        assertThat(directories.current().people()).hasSize(4);

        REDIS.commands().flushall();
        assertThat(refresher.refresh(Set.of(), false))
                .as("Redis has lost it")
                .isInstanceOf(RefreshResult.Replaced.class);
    }

    private static void receive(ReceivedDirectory received, int first) {
        String people = IntStream.range(first, 9)
                .mapToObj(n -> "{'phone': '+7916000000" + n + "', 'name': 'Anna', 'areas': 'north'}")
                .collect(Collectors.joining(",", "[", "]"));
        received.receive(bytes(object(AREAS, RANGES, people)));
    }

    private static DirectoryReader.Result read(String json) {
        ReceivedDirectory received = new ReceivedDirectory();
        received.receive(bytes(json));
        return DirectoryReader.read(received.input().orElseThrow(), AreaEscalationPolicies::fault, false);
    }

    private static String object(String areas, String ranges, String people) {
        return "{'areas': " + areas + ", 'ranges': " + ranges + ", 'people': " + people + "}";
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
