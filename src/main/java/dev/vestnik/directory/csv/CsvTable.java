package dev.vestnik.directory.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of one CSV file. */
record CsvTable(String file, List<Row> rows) {
    /** @param cells cell by column */
    record Row(int line, Map<String, String> cells) {
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    /**
     * Reads a table: comma or semicolon, UTF-8 with or without byte order mark, a header row, blank lines skipped.
     *
     * @param problems receives the errors; valid rows are read nevertheless
     */
    static CsvTable read(
            String file, byte[] bytes, List<String> required, List<String> optional, List<DirectoryProblem> problems) {
        CsvTable table = new CsvTable(file, new ArrayList<>());
        Optional<String> text = CsvText.decode(bytes);
        if (text.isEmpty()) {
            problems.add(DirectoryProblem.ofFile(file, "is not UTF-8; save it as CSV in UTF-8"));
        } else if (text.get().isBlank()) {
            problems.add(DirectoryProblem.ofFile(
                    file, "is empty; its first line is the header " + String.join(",", required)));
        } else {
            table.parse(text.get(), required, optional, problems);
        }
        return table;
    }

    private void parse(String text, List<String> required, List<String> optional, List<DirectoryProblem> problems) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(CsvText.separator(text))
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        int line = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<String> header = List.of();
            for (CSVRecord cells : parser) {
                line = Math.toIntExact(Math.max(1, parser.getCurrentLineNumber()));
                if (header.isEmpty()) {
                    header = header(cells, line, required, optional, problems);
                    if (header.isEmpty()) {
                        return;
                    }
                } else if (!blank(cells)) {
                    row(cells, header, line, problems);
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            problems.add(new DirectoryProblem(
                    file, line + 1, "a quoted cell is not closed, or text follows it; write \" inside quotes as \"\""));
        }
    }

    private List<String> header(
            CSVRecord cells, int line, List<String> required, List<String> optional, List<DirectoryProblem> problems) {
        List<String> header = new ArrayList<>();
        boolean valid = true;
        for (String cell : cells) {
            String column = cell.toLowerCase(Locale.ROOT);
            boolean known = required.contains(column) || optional.contains(column);
            if (!known || header.contains(column)) {
                problems.add(new DirectoryProblem(
                        file,
                        line,
                        "the header has the column '" + cell + "' " + (known ? "twice" : "which is not known")
                                + "; the columns are " + columns(required, optional)));
                valid = false;
            }
            header.add(column);
        }
        for (String column : required) {
            if (!header.contains(column)) {
                problems.add(new DirectoryProblem(
                        file,
                        line,
                        "the header lacks the column " + column + "; the columns are " + columns(required, optional)));
                valid = false;
            }
        }
        return valid ? header : List.of();
    }

    private static String columns(List<String> required, List<String> optional) {
        return String.join(",", required)
                + (optional.isEmpty() ? "" : " and, if wanted, " + String.join(",", optional));
    }

    private void row(CSVRecord cells, List<String> header, int line, List<DirectoryProblem> problems) {
        if (cells.size() > header.size()) {
            problems.add(new DirectoryProblem(
                    file,
                    line,
                    "has " + cells.size() + " cells, the header has " + header.size()
                            + "; put a cell that holds the separator into double quotes"));
            return;
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            row.put(header.get(i), cells.get(i));
        }
        rows.add(new Row(line, row));
    }

    private static boolean blank(CSVRecord cells) {
        return cells.stream().allMatch(String::isBlank);
    }
}
