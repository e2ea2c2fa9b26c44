package dev.vestnik.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.AreaRules;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.QuietHours;
import dev.vestnik.directory.Role;
import dev.vestnik.directory.csv.DirectoryFiles;
import dev.vestnik.incident.escalation.AreaEscalationPolicies;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryReaderTest {
    private static final String AREAS = "area,name\nnorth,Север\nsouth,Юг\n";
    private static final String RANGES = "cidr,area\n10.1.0.0/16,north\n2001:db8:1::/48,north\n";
    private static final String PEOPLE = "phone,name,areas\n+79160000001,Anna,north\n";

    @Test
    void readsPeopleAreasAndRanges() {
        DirectoryReader.Result read = read("""
                phone,name,areas,role,language,zone
                8 916 000-00-01,Анна Орлова,north|south,operator,ru,Europe/Moscow
                "+7 (916) 000-00-02","Smith, Clara",*,Admin,en,
                +79160000003,Борис,south
                """);

        assertThat(read.problems()).isEmpty();
        Directory directory = read.directory();
        assertThat(directory.person("+79160000001"))
                .contains(new Person(
                        "+79160000001",
                        "Анна Орлова",
                        Set.of("north", "south"),
                        Role.OPERATOR,
                        "ru",
                        ZoneId.of("Europe/Moscow")));
        assertThat(directory.person("+79160000002"))
                .contains(new Person("+79160000002", "Smith, Clara", Set.of("*"), Role.ADMIN, "en", null));
        assertThat(directory.person("+79160000003"))
                .contains(new Person("+79160000003", "Борис", Set.of("south"), Role.OPERATOR, null, null));
        assertThat(directory.areaName("north")).contains("Север");
        assertThat(directory.areaOfIp("10.1.2.3")).contains("north");
    }

    @Test
    void readsSemicolonsAByteOrderMarkAndWindowsLineEnds() {
        DirectoryReader.Result read =
                read("\uFEFFphone;name;areas;role\r\n+79160000001;Smith, Anna;north|south;admin\r\n\r\n;;;\r\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.directory().person("+79160000001").orElseThrow().name()).isEqualTo("Smith, Anna");
    }

    @Test
    void columnsMayBeInAnyOrder() {
        assertThat(read("areas,name,PHONE\nnorth,Anna,+79160000001\n").problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "Anna,Anna,north # 3 # the phone number is not a number; write + and the country code, in Russia +7 and ten",
                ",B,north # 3 # the phone number is missing; write + and the country code",
                "+89160000012,B,north # 3 # the phone number has no known country code, or is not a number",
                "+7916000001,B,north # 3 # the phone number is too short for its country",
                "+1 555 0100,B,north # 3 # the phone number is too short for its country",
                "+791600000123,B,north # 3 # the phone number has a number of digits that its country does not use",
                "+79160000009,,north # 3 # the name is missing",
                "+79160000009,B,east # 3 # the area 'east' is not in areas.csv; add it there, or write one of north, south",
                "+79160000009,B, # 3 # an operator answers for no area; write areas split by |, or * for all",
                "+79160000009,B,north,boss # 3 # the role 'boss' is not known; write operator or admin",
                "+79160000009,B,north,admin,de # 3 # the language 'de' is not known; write ru, en, or nothing",
                "+79160000009,B,north,admin,ru,Mars # 3 # the zone 'Mars' is not known; write one like Europe/Moscow",
                "8 916 000-00-01,B,north # 3 # this phone is there twice; keep one of them",
                "+79160000009,B,north,admin,ru,,x # 3 # has 7 cells, the header has 6",
                "+70000000001,B,north # 3 # sample person's (+7000000…), who exists in the sandbox only",
                "+79160000009,\"B,north # 3 # a quoted cell is not closed",
            })
    void aBrokenLineOfPeopleIsToldWithItsNumberAndWhatWouldBeRight(String line, int number, String sentence) {
        DirectoryReader.Result read =
                read("phone,name,areas,role,language,zone\n+79160000001,Anna,north\n" + line + "\n");

        assertThat(read.problems()).hasSize(1);
        assertThat(read.problems().get(0).toString())
                .startsWith("people.csv line " + number + ": ")
                .contains(sentence);
        assertThat(read.directory().people()).isEmpty();
    }

    @Test
    void anAreaMayHaveStepsOfItsOwn() {
        DirectoryReader.Result read = read(Map.of(
                "people.csv", bytes(PEOPLE),
                "areas.csv",
                        bytes("area,name,escalation\nnorth,Север,\"2m same, 4m administrators\"\nsouth,Юг,\n"
                                + "east,Восток,1m area|2m route\nlab,Стенд,none\n"),
                "rangeips.csv", bytes(RANGES)));

        assertThat(read.problems()).isEmpty();
        assertThat(read.directory().escalations())
                .containsOnly(
                        Map.entry("north", "2m same, 4m administrators"),
                        Map.entry("east", "1m area|2m route"),
                        Map.entry("lab", "none"));
    }

    @Test
    void anAreaMayHaveStatusesAndQuietHoursOfItsOwn() {
        Map<String, byte[]> files = new HashMap<>(files(PEOPLE));
        files.put(
                "areas.csv",
                bytes(
                        "area,name,statuses,quiet\nnorth,Север,critical | warning,22:00 - 7:00\nsouth,Юг,,\nlab,,,9:30–18:00\n"));
        Directory directory = readWithStatuses(files).directory();

        assertThat(directory.rules())
                .containsOnly(
                        Map.entry(
                                "north",
                                new AreaRules(
                                        Set.of("critical", "warning"),
                                        new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)))),
                        Map.entry(
                                "lab",
                                new AreaRules(
                                        Set.of(),
                                        QuietHours.parse("09:30-18:00").orElseThrow())));
        assertThat(directory.quietHours("north").orElseThrow())
                .satisfies(night -> assertThat(List.of("21:59", "22:00", "00:00", "06:59", "07:00"))
                        .extracting(time -> night.contains(LocalTime.parse(time)))
                        .containsExactly(false, true, true, true, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "critical|loud, # the status 'loud' is not known; write some of critical|warning, or nothing for all",
                ",22-7 # the quiet hours '22-7' are not two times; write 22:00-07:00, or nothing",
                ",24:00-07:00 # the quiet hours '24:00-07:00' are not two times",
                ",22:00-22:00 # the quiet hours '22:00-22:00' are not two times",
            })
    void brokenStatusesAndQuietHoursAreTold(String cells, String sentence) {
        Map<String, byte[]> files = new HashMap<>(files(PEOPLE));
        files.put("areas.csv", bytes("area,name,statuses,quiet\nsouth,Юг\nnorth,Север," + cells + "\n"));

        assertThat(readWithStatuses(files).problems())
                .singleElement()
                .asString()
                .startsWith("areas.csv line 3: " + sentence);
    }

    private static DirectoryReader.Result readWithStatuses(Map<String, byte[]> files) {
        AreaCheck check = new AreaCheck() {
            @Override
            public Optional<String> escalationFault(String steps) {
                return Optional.empty();
            }

            @Override
            public Set<String> statuses() {
                return Set.of("warning", "critical");
            }
        };
        return DirectoryReader.read(input(files), check, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "5 minutes # in the column escalation the step '5 minutes' must be a time and whom to tell then, such as 5m same",
                "5m boss # the step '5m boss' must be a time",
                "5m same|5m area # a step comes after PT5M, but must come later than the step before it",
                "5m same||10m area # the step '' must be a time",
            })
    void brokenStepsAreToldWithLineColumnAndTheRightForm(String steps, String sentence) {
        DirectoryReader.Result read = read(Map.of(
                "people.csv", bytes(PEOPLE),
                "areas.csv", bytes("area,name,escalation\nsouth,Юг\nnorth,Север," + steps + "\n"),
                "rangeips.csv", bytes(RANGES)));

        assertThat(read.problems())
                .singleElement()
                .asString()
                .startsWith("areas.csv line 3: ")
                .contains(sentence)
                .contains("write 5m same|10m area|15m administrators, or none");
    }

    @ParameterizedTest
    @CsvSource({
        "'10.1.2.3/16,north',\"'10.1.2.3/16' has bits beyond its prefix; 10.1.0.0/16 would be right\"",
        "'10.1.0.0/33,north',\"'10.1.0.0/33' is not a CIDR block\"",
        "'10.1.*.*,north',is not a CIDR block",
        "'010.011.0.0/16,north',is not a CIDR block",
        "'0b1010.1.0.0/16,north',is not a CIDR block",
        "'0x0a.1.0.0/16,north',is not a CIDR block",
        "'167838211,north',is not a CIDR block",
        "'10.1.0.0/255.255.0.0,north',is not a CIDR block",
        "'fe80::1%eth0/64,north',is not a CIDR block",
        "'10.1.0.9-10.1.0.5,north',is not a CIDR block",
        "'10.1.0.9-2001:db8::1,north',is not a CIDR block",
        "'10.1.0.0/16,east',the area 'east' is not in areas.csv",
    })
    void aBrokenLineOfRangesIsToldWithItsNumber(String line, String sentence) {
        DirectoryReader.Result read = read(Map.of(
                "people.csv", bytes(PEOPLE), "areas.csv", bytes(AREAS), "rangeips.csv", bytes("cidr,area\n" + line)));

        assertThat(read.problems()).hasSize(1);
        assertThat(read.problems().get(0).toString())
                .startsWith("rangeips.csv line 2: ")
                .contains(sentence.replace("\"", ""));
    }

    @Test
    void everyFaultIsToldAtOnce() {
        DirectoryReader.Result read = read("phone,name,areas\nx,Anna,north\n+79160000001,Anna,east\ny,,west\n");

        assertThat(read.problems())
                .extracting(DirectoryProblem::place)
                .containsExactly(
                        "people.csv line 2",
                        "people.csv line 3",
                        "people.csv line 4",
                        "people.csv line 4",
                        "people.csv line 4");
    }

    @Test
    void readsWhatSpreadsheetsAndChatsAdd() {
        DirectoryReader.Result read = read("\uFEFFsep=;\r\n\u200bphone;name;areas;;\r\n"
                + "\u202a9160000012\u202c;\u00a0Anna\u00a0;no\u00adrth;;\r\n+44 (0)20 7946 0018;Ben;north | south\r\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.directory().person("+79160000012").orElseThrow().name()).isEqualTo("Anna");
        assertThat(read.directory().person("+442079460018").orElseThrow().areas())
                .containsExactlyInAnyOrder("north", "south");
        assertThat(read("sep=;\nphone;name;areas\nx;Anna;north\n")
                        .problems()
                        .get(0)
                        .place())
                .isEqualTo("people.csv line 3");
    }

    @Test
    void aPhoneInAWrongColumnIsNotShown() {
        String phone = "+7 916 123-45-67";
        for (String line : List.of(
                "+79160000009,B," + phone,
                "+79160000009,B,north," + phone,
                "+79160000009,B,north,admin," + phone,
                "+79160000009,B,north,admin,ru," + phone)) {
            assertThat(read("phone,name,areas,role,language,zone\n" + line + "\n")
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .contains("which looks like a phone number")
                            .doesNotContain("123"));
        }
        assertThat(read(phone + ",Anna,north\n+79160000002,Ben,north\n").problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly(
                        "people.csv line 1: is not a header; the first line names the columns: phone,name,areas"
                                + " and, if wanted, role,language,zone");
        assertThat(read("phone,name,areas," + phone + "\n").problems().toString())
                .doesNotContain("123");
        assertThat(read(Map.of(
                                "people.csv",
                                bytes(PEOPLE),
                                "areas.csv",
                                bytes(AREAS),
                                "rangeips.csv",
                                bytes("cidr,area\n" + phone + "," + phone + "\n")))
                        .problems()
                        .toString())
                .doesNotContain("123");
    }

    @Test
    void cellsAndNamesHaveALimit() {
        assertThat(read("phone,name,areas\n+79160000001," + "x".repeat(5_000_000) + ",north\n")
                        .problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly("people.csv line 2: the cell name has 5000000 characters; up to 4096 are allowed");
        assertThat(read("phone,name,areas\n+79160000001," + "x".repeat(129) + ",north\n")
                        .problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly("people.csv line 2: the name is too long; up to 128 characters are allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:10.9.0.0/112, 10.9.1.1",
        "10.9.1.1, 10.9.1.1",
        "::ffff:10.9.1.1, 10.9.1.1",
        "2001:DB8:0::/48, 2001:db8::1",
    })
    void rangesAndAddressesHaveOneForm(String range, String address) {
        DirectoryReader.Result read = read(Map.of(
                "people.csv",
                bytes(PEOPLE),
                "areas.csv",
                bytes(AREAS),
                "rangeips.csv",
                bytes("cidr,area\n" + range + ",south\n")));

        assertThat(read.problems()).isEmpty();
        assertThat(read.directory().areaOfIp(address)).contains("south");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3/32",
        "10.1.2.3/32, ::ffff:10.1.2.3",
        "::ffff:10.9.0.0/112, 10.9.0.0/16",
        "2001:db8::1, 2001:db8:0::1/128"
    })
    void oneRangeInTwoNotationsIsThereTwice(String one, String other) {
        assertThat(read(Map.of(
                                "people.csv",
                                bytes(PEOPLE),
                                "areas.csv",
                                bytes(AREAS),
                                "rangeips.csv",
                                bytes("cidr,area\n" + one + ",south\n" + other + ",north\n")))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence()).contains("is there twice"));
    }

    @Test
    void aFaultNeverShowsAPhoneOrAName() {
        DirectoryReader.Result read = read("phone,name,areas\n+7495123456789012,Anna,east\n");

        assertThat(read.problems().toString()).doesNotContain("495").doesNotContain("Anna");
    }

    @Test
    void aMissingAnEmptyAndAHeaderlessFileAreRefused() {
        Map<String, byte[]> files = new HashMap<>(Map.of("people.csv", bytes(""), "areas.csv", bytes("north,Север\n")));

        assertThat(read(files).problems().stream().map(DirectoryProblem::toString))
                .anyMatch(problem ->
                        problem.equals("people.csv: is empty; its first line is the header phone,name,areas"))
                .anyMatch(
                        problem -> problem.equals(
                                "areas.csv line 1: is not a header; the first line names the columns: area,name and, if wanted, escalation,statuses,quiet"))
                .anyMatch(problem -> problem.startsWith("rangeips.csv: is missing in memory"));
    }

    @Test
    void peopleWithoutALineAreRefusedButThereMayBeNoRanges() {
        Map<String, byte[]> files = new HashMap<>(Map.of(
                "people.csv", bytes("phone,name,areas\n"),
                "areas.csv", bytes(AREAS),
                "rangeips.csv", bytes("cidr,area\n")));
        assertThat(read(files).problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly("people.csv: has a header and nothing below it; at least one line is needed");

        files.put("people.csv", bytes(PEOPLE));
        assertThat(read(files).problems()).isEmpty();
    }

    @Test
    void aColumnThatIsNotKnownIsRefusedSinceItMayBeAMisspeltOne() {
        assertThat(read("phone,name,areas,rol\n+79160000001,Anna,north,admin\n").problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly(
                        "people.csv line 1: the header has the column 'rol' which is not known; the columns are"
                                + " phone,name,areas and, if wanted, role,language,zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "x-UTF-16LE-BOM", "windows-1251"})
    void readsTheEncodingsThatSpreadsheetsWrite(String charset) {
        byte[] people =
                "phone\tname\tareas\n+79160000001\tАнна «Аня» Орлова\tСевер|юг\n".getBytes(Charset.forName(charset));

        DirectoryReader.Result read =
                read(Map.of("people.csv", people, "areas.csv", bytes(AREAS), "rangeips.csv", bytes(RANGES)));

        assertThat(read.problems()).isEmpty();
        Person person = read.directory().person("+79160000001").orElseThrow();
        assertThat(person.name()).isEqualTo("Анна «Аня» Орлова");
        assertThat(person.areas()).containsExactlyInAnyOrder("north", "south");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KOI8-R", "IBM866", "ISO-8859-1"})
    void otherEncodingsAreRefusedSinceTheirLettersWouldBeOthers(String charset) {
        String name = charset.startsWith("ISO") ? "José" : "Анна Орлова";
        byte[] people = ("phone,name,areas\n+79160000001," + name + ",north\n").getBytes(Charset.forName(charset));

        assertThat(read(Map.of("people.csv", people, "areas.csv", bytes(AREAS), "rangeips.csv", bytes(RANGES)))
                        .problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly(
                        "people.csv: is neither UTF-8 nor UTF-16, and not clearly Windows-1251; save it as CSV in"
                                + " UTF-8");
    }

    @Test
    void aLineBreakInACellIsABlank() {
        DirectoryReader.Result read =
                read("phone,name,areas\r\n+79160000001,\"Anna\r\nOrlova\",north\r\nx,Ben,north\r\n");

        assertThat(read.problems()).extracting(DirectoryProblem::place).containsExactly("people.csv line 4");
        assertThat(read("phone,name,areas\r\n+79160000001,\"Anna\r\nOrlova\",north\r\n")
                        .directory()
                        .person("+79160000001")
                        .orElseThrow()
                        .name())
                .isEqualTo("Anna Orlova");
    }

    @Test
    void aNameOfSeveralAreasIsNoArea() {
        assertThat(read(Map.of(
                                "people.csv", bytes("phone,name,areas\n+79160000001,Anna,Север\n"),
                                "areas.csv", bytes("area,name\nnorth,Север\nn2,север\n"),
                                "rangeips.csv", bytes("cidr,area\n")))
                        .problems())
                .extracting(DirectoryProblem::toString)
                .containsExactly(
                        "people.csv line 2: the name 'Север' belongs to several areas; write one of n2, north");
    }

    @Test
    void aRangeMayBeItsFirstAndLastAddress() {
        Directory directory = read(Map.of(
                        "people.csv",
                        bytes(PEOPLE),
                        "areas.csv",
                        bytes(AREAS),
                        "rangeips.csv",
                        bytes(
                                "cidr,area\n10.1.0.5 - 10.1.0.20,Север\n2001:db8::1-2001:db8::3,south\n10.1.0.8/30,south\n")))
                .directory();

        assertThat(List.of("10.1.0.4", "10.1.0.5", "10.1.0.7", "10.1.0.8", "10.1.0.12", "10.1.0.20", "10.1.0.21"))
                .extracting(ip -> directory.areaOfIp(ip).orElse("-"))
                .containsExactly("-", "north", "north", "south", "north", "north", "-");
        assertThat(directory.areaOfIp("2001:db8::2")).contains("south");
        assertThat(directory.areaOfIp("2001:db8::4")).isEmpty();
    }

    @Test
    void samplePeopleAreLetInOnlyWhereAsked() {
        String people = "phone,name,areas\n+70000000001,Anna,north\n";

        assertThat(DirectoryReader.read(input(files(people)), AreaEscalationPolicies::fault, true)
                        .problems())
                .isEmpty();
        assertThat(DirectoryReader.read(input(files(people)), AreaEscalationPolicies::fault, false)
                        .problems())
                .hasSize(1);
    }

    private static DirectoryReader.Result read(String people) {
        return read(files(people));
    }

    private static DirectoryReader.Result read(Map<String, byte[]> files) {
        return DirectoryReader.read(input(files), AreaEscalationPolicies::fault, false);
    }

    private static Map<String, byte[]> files(String people) {
        return Map.of("people.csv", bytes(people), "areas.csv", bytes(AREAS), "rangeips.csv", bytes(RANGES));
    }

    private static DirectoryInput input(Map<String, byte[]> files) {
        return source(files).input().orElseThrow();
    }

    static DirectoryFiles source(Map<String, byte[]> files) {
        return new DirectoryFiles() {
            @Override
            public Optional<byte[]> read(String file) {
                return Optional.ofNullable(files.get(file));
            }

            @Override
            public String where() {
                return "memory";
            }
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
