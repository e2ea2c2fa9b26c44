package dev.vestnik.directory.load;

import dev.vestnik.directory.AreaRanges;
import dev.vestnik.directory.AreaRules;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.IpBlock;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.directory.QuietHours;
import dev.vestnik.directory.Role;
import dev.vestnik.directory.load.DirectoryTable.Row;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Validates the tables of a new directory. Reports all errors with their places; with a single error there is no directory. */
final class DirectoryReader {
    /** Characters of a name, and of an area: messages show them. */
    private static final int MAX_NAME = 128;

    private static final String TOO_LONG = "is too long; up to " + MAX_NAME + " characters are allowed";

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryReader.class);

    /** A directory with so many rows takes seconds, and the log says how far it is. */
    private static final int REPORTED = 100_000;

    private final AreaCheck areaCheck;
    private final boolean samples;
    private final List<DirectoryProblem> problems = new ArrayList<>();

    private DirectoryReader(AreaCheck areaCheck, boolean samples) {
        this.areaCheck = areaCheck;
        this.samples = samples;
    }

    /** @param samples whether to accept the sample people of the sandbox */
    static Result read(DirectoryInput input, AreaCheck areaCheck, boolean samples) {
        return new DirectoryReader(areaCheck, samples).read(input);
    }

    /** @param problems empty: the directory is valid */
    record Result(Directory directory, List<DirectoryProblem> problems) {}

    private Result read(DirectoryInput input) {
        Map<TableKind, DirectoryTable> tables = input.tables(problems);
        int rows =
                tables.values().stream().mapToInt(table -> table.rows().size()).sum();
        if (rows >= REPORTED) {
            LOG.info("The new directory: {} rows are read, and now validated", rows);
        }
        DirectoryTable areaTable = table(tables, TableKind.AREAS);
        Map<String, String> areas = areas(areaTable);
        Map<String, String> escalations = escalations(areaTable);
        Map<String, AreaRules> rules = rules(areaTable);
        AreaWords words = new AreaWords(areas, areaTable.name());
        AreaRanges ranges = ranges(table(tables, TableKind.RANGES), words);
        Map<String, Person> people = people(table(tables, TableKind.PEOPLE), words);
        return problems.isEmpty()
                ? new Result(Directory.of(people.values(), areas, ranges, escalations, rules), List.of())
                : new Result(Directory.EMPTY, List.copyOf(problems));
    }

    private static DirectoryTable table(Map<TableKind, DirectoryTable> tables, TableKind kind) {
        return Objects.requireNonNull(tables.get(kind));
    }

    private Map<String, String> areas(DirectoryTable table) {
        Map<String, String> areas = new HashMap<>();
        for (Row row : table.rows()) {
            String area = row.cell("area");
            if (area.isEmpty() || area.equals("*") || area.contains("|") || area.length() > MAX_NAME) {
                report(
                        table,
                        row,
                        "area",
                        "the area " + quoted(area) + " is not valid; write a short word such as north, without |");
            } else if (row.cell("name").length() > MAX_NAME) {
                report(table, row, "name", "the name " + TOO_LONG);
            } else if (areas.putIfAbsent(area, row.cell("name").isEmpty() ? area : row.cell("name")) != null) {
                report(table, row, "area", "the area " + quoted(area) + " is there twice; keep one of them");
            }
        }
        return areas;
    }

    private Map<String, String> escalations(DirectoryTable table) {
        Map<String, String> escalations = new HashMap<>();
        for (Row row : table.rows()) {
            String steps = row.cell("escalation");
            if (!steps.isEmpty()) {
                escalations.put(row.cell("area"), steps);
                areaCheck
                        .escalationFault(steps)
                        .ifPresent(fault -> report(
                                table,
                                row,
                                "escalation",
                                "in the column escalation " + fault
                                        + "; write 5m same|10m area|15m administrators, or none for no steps, or nothing for those of"
                                        + " the settings"));
            }
        }
        return escalations;
    }

    private Map<String, AreaRules> rules(DirectoryTable table) {
        Map<String, AreaRules> rules = new HashMap<>();
        for (Row row : table.rows()) {
            Set<String> statuses = statuses(table, row);
            QuietHours quiet = quiet(table, row);
            if (!statuses.isEmpty() || quiet != null) {
                rules.put(row.cell("area"), new AreaRules(statuses, quiet));
            }
        }
        return rules;
    }

    private Set<String> statuses(DirectoryTable table, Row row) {
        Set<String> known = areaCheck.statuses();
        Set<String> statuses = words(row.cell("statuses"));
        for (String status : statuses) {
            if (!known.isEmpty() && !known.contains(status)) {
                report(
                        table,
                        row,
                        "statuses",
                        "the status " + quoted(status) + " is not known; write some of "
                                + String.join("|", new TreeSet<>(known)) + ", or nothing for all");
            }
        }
        return statuses;
    }

    private @Nullable QuietHours quiet(DirectoryTable table, Row row) {
        String written = row.cell("quiet");
        if (written.isEmpty()) {
            return null;
        }
        Optional<QuietHours> quiet = QuietHours.parse(written);
        if (quiet.isEmpty()) {
            report(
                    table,
                    row,
                    "quiet",
                    "the quiet hours " + quoted(written) + " are not two times; write 22:00-07:00, or nothing");
        }
        return quiet.orElse(null);
    }

    private static Set<String> words(String cell) {
        return Stream.of(cell.split("\\|"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private AreaRanges ranges(DirectoryTable table, AreaWords areas) {
        AreaRanges.Builder builder = new AreaRanges.Builder();
        int blocks = 0;
        for (Row row : table.rows()) {
            String area = area(table, row, "area", row.cell("area"), areas);
            for (String block : blocks(table, row)) {
                builder.add(IpBlock.of(block, area).orElseThrow());
                blocks++;
            }
        }
        AreaRanges ranges = builder.build();
        if (ranges.size() < blocks) {
            reportRepeated(table);
        }
        return ranges;
    }

    private List<String> blocks(DirectoryTable table, Row row) {
        String written = row.cell("cidr");
        if (Cidr.isCanonicalIpv4(written)) {
            return List.of(written);
        }
        Optional<List<String>> blocks = Cidr.blocks(written);
        if (blocks.isEmpty()) {
            report(
                    table,
                    row,
                    "cidr",
                    "the range " + quoted(written)
                            + " is not a CIDR block; write one like 10.1.0.0/16 or 2001:db8:1::/48, or the first and"
                            + " the last address, like 10.1.0.5-10.1.0.20");
        } else if (Cidr.hasHostBits(written)) {
            report(
                    table,
                    row,
                    "cidr",
                    "the range " + quoted(written) + " has bits beyond its prefix; "
                            + blocks.get().get(0) + " would be right");
        } else {
            return blocks.get();
        }
        return List.of();
    }

    private void reportRepeated(DirectoryTable table) {
        Set<String> known = new HashSet<>();
        for (Row row : table.rows()) {
            for (String block : Cidr.blocks(row.cell("cidr")).orElse(List.of())) {
                if (!known.add(block)) {
                    report(table, row, "cidr", "the range " + block + " is there twice; keep one of them");
                }
            }
        }
    }

    private Map<String, Person> people(DirectoryTable table, AreaWords areas) {
        Map<String, Person> people = new HashMap<>();
        for (Row row : table.rows()) {
            Person person = person(table, row, areas);
            if (person != null && people.putIfAbsent(person.phone(), person) != null) {
                report(table, row, "phone", "this phone is there twice; keep one of them");
            }
        }
        return people;
    }

    private @Nullable Person person(DirectoryTable table, Row row, AreaWords areas) {
        int before = problems.size();
        String phone = phone(table, row);
        if (row.cell("name").isEmpty()) {
            report(table, row, "name", "the name is missing");
        } else if (row.cell("name").length() > MAX_NAME) {
            report(table, row, "name", "the name " + TOO_LONG);
        }
        Role role = role(table, row);
        Set<String> own = ownAreas(table, row, areas, role);
        String language = language(table, row);
        ZoneId zone = zone(table, row);
        return problems.size() == before ? new Person(phone, row.cell("name"), own, role, language, zone) : null;
    }

    private String phone(DirectoryTable table, Row row) {
        PhoneNumber.Reading read = PhoneNumber.read(row.cell("phone"));
        Optional<String> phone = read.e164();
        Optional<String> fault = read.fault();
        if (fault.isPresent()) {
            report(
                    table,
                    row,
                    "phone",
                    "the phone number " + fault.get() + "; write + and the country code, in Russia +7 and ten digits");
        } else if (PhoneNumber.isSample(phone.get()) && !samples) {
            report(
                    table,
                    row,
                    "phone",
                    "the phone is a sample person's (+7000000…), who exists in the sandbox only; remove the person");
        }
        return phone.orElse("");
    }

    private Role role(DirectoryTable table, Row row) {
        return switch (row.cell("role").toLowerCase(Locale.ROOT)) {
            case "", "operator" -> Role.OPERATOR;
            case "admin" -> Role.ADMIN;
            default -> {
                report(
                        table,
                        row,
                        "role",
                        "the role " + quoted(row.cell("role")) + " is not known; write operator or admin");
                yield Role.OPERATOR;
            }
        };
    }

    private Set<String> ownAreas(DirectoryTable table, Row row, AreaWords areas, Role role) {
        Set<String> own = words(row.cell("areas"));
        if (own.isEmpty() && role == Role.OPERATOR) {
            report(table, row, "areas", "an operator answers for no area; write areas split by |, or * for all");
        }
        return own.stream()
                .map(word -> word.equals("*") ? word : area(table, row, "areas", word, areas))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private @Nullable String language(DirectoryTable table, Row row) {
        String language = row.cell("language").toLowerCase(Locale.ROOT);
        if (!Set.of("", "ru", "en").contains(language)) {
            report(
                    table,
                    row,
                    "language",
                    "the language " + quoted(row.cell("language")) + " is not known; write ru, en, or nothing");
        }
        return language.isEmpty() ? null : language;
    }

    private @Nullable ZoneId zone(DirectoryTable table, Row row) {
        String zone = row.cell("zone");
        if (zone.isEmpty()) {
            return null;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            report(
                    table,
                    row,
                    "zone",
                    "the zone " + quoted(zone) + " is not known; write one like Europe/Moscow, or nothing");
            return null;
        }
    }

    /** The area that the word means; the word itself if there is none, and then a problem is reported. */
    private String area(DirectoryTable table, Row row, String column, String word, AreaWords areas) {
        Optional<String> area = areas.area(word);
        // If there are no areas at all, the error is reported for their own file.
        if (area.isEmpty() && !areas.isEmpty()) {
            report(table, row, column, areas.fault(word));
        }
        return area.orElse(word);
    }

    private static String quoted(String cell) {
        return DirectoryProblem.quoted(cell);
    }

    private void report(DirectoryTable table, Row row, String column, String sentence) {
        problems.add(table.problem(row, column, sentence));
    }
}
