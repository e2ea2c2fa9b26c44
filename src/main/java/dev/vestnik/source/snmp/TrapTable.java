package dev.vestnik.source.snmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What OIDs mean: traps, and the variables in them. A file has a line {@code oid,name,severity,object} for each; a later one
 * wins. An OID that ends in {@code .*} stands for all that begin so, and the longest one wins.
 */
public final class TrapTable {
    private static final Pattern OID = Pattern.compile("(\\d{1,10}(\\.\\d{1,10})*)(\\.\\*)?|\\*");
    private static final String FORM =
            "a line is oid,name,severity,object, such as 1.3.6.1.6.3.1.1.5.3,linkDown,down,link";

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    /**
     * @param severity for a trap: {@code up}, {@code ignore}, or a severity; empty for a variable
     * @param object what is up or down, the same for both traps; empty: the trap itself
     */
    public record Entry(String name, String severity, String object) {}

    /** An entry, and what follows its OID. */
    public record Found(Entry entry, String index) {}

    /**
     * @param files those that are not there are left out
     * @throws IllegalArgumentException with file, line and what would be right, if a line is wrong
     */
    public static TrapTable read(List<Path> files) {
        TrapTable table = new TrapTable();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                table.add(file);
            }
        }
        return table;
    }

    private void add(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\ufeff", "").strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line.split("\\s*[,;]\\s*", -1), file + ":" + (i + 1));
            }
        }
    }

    private void add(String[] cells, String place) {
        if (cells.length < 2 || cells.length > 4) {
            throw new IllegalArgumentException(place + ": it has " + cells.length + " cells, but " + FORM);
        }
        String oid = cells[0].startsWith(".") ? cells[0].substring(1) : cells[0];
        if (!OID.matcher(oid).matches()) {
            throw new IllegalArgumentException(place + ": '" + cells[0] + "' is no OID; " + FORM);
        }
        entries.put(oid, new Entry(cells[1], cell(cells, 2), cell(cells, 3)));
    }

    private static String cell(String[] cells, int at) {
        return at < cells.length ? cells[at] : "";
    }

    /** The entry of a trap; one that no line means has none. */
    public Optional<Entry> trap(String oid) {
        Entry exact = entries.get(oid);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (String begin = oid; !begin.isEmpty(); begin = parent(begin)) {
            Entry all = entries.get(begin + ".*");
            if (all != null) {
                return Optional.of(all);
            }
        }
        return Optional.ofNullable(entries.get("*"));
    }

    /** The entry of a variable, which is the column of a table, and the index of its row. */
    public Optional<Found> variable(String oid) {
        for (String begin = oid; !begin.isEmpty(); begin = parent(begin)) {
            Entry entry = entries.get(begin);
            if (entry != null) {
                return Optional.of(new Found(entry, oid.equals(begin) ? "" : oid.substring(begin.length() + 1)));
            }
        }
        return Optional.empty();
    }

    private static String parent(String oid) {
        return oid.substring(0, Math.max(0, oid.lastIndexOf('.')));
    }
}
