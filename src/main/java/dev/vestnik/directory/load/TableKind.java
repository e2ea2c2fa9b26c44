package dev.vestnik.directory.load;

import java.util.List;
import java.util.stream.Stream;

/** The tables of a directory and their columns; files and JSON have the same. */
public enum TableKind {
    AREAS("areas", "areas.csv", List.of("area", "name"), List.of("escalation", "statuses", "quiet")),
    RANGES("ranges", "rangeips.csv", List.of("cidr", "area"), List.of()),
    PEOPLE("people", "people.csv", List.of("phone", "name", "areas"), List.of("role", "language", "zone"));

    private final String array;
    private final String file;
    private final List<String> required;
    private final List<String> optional;

    TableKind(String array, String file, List<String> required, List<String> optional) {
        this.array = array;
        this.file = file;
        this.required = required;
        this.optional = optional;
    }

    /** The name of the table in JSON. */
    public String array() {
        return array;
    }

    public String file() {
        return file;
    }

    /** The columns without which there is no table. */
    public List<String> required() {
        return required;
    }

    /** All columns, those that a table needs first. */
    public List<String> columns() {
        return Stream.concat(required.stream(), optional.stream()).toList();
    }

    /** The columns for a sentence, such as {@code phone,name,areas and, if wanted, role,language,zone}. */
    public String columnsInWords() {
        return String.join(",", required)
                + (optional.isEmpty() ? "" : " and, if wanted, " + String.join(",", optional));
    }
}
