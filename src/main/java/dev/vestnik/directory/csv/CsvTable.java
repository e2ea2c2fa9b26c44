package dev.vestnik.directory.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of one CSV file. */
record CsvTable(String file, List<Row> rows) {
    /** Characters; room for the areas of one person. */
    private static final int MAX_CELL = 4096;

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    /** @param cells in the order of the columns; empty ones at the end may be absent */
    record Row(int line, List<String> columns, List<String> cells) {
        String cell(String column) {
            int at = columns.indexOf(column);
            return at < 0 || at >= cells.size() ? "" : cells.get(at);
        }
    }

    /**
     * Reads a table: comma, semicolon or tab, an encoding that {@link FileEncoding} finds, a header row. Blank lines, empty cells at the
     * end of a line and invisible characters are skipped.
     *
     * @param problems receives the errors; valid rows are read nevertheless
     */
    static CsvTable read(
            String file, byte[] bytes, List<String> required, List<String> optional, List<DirectoryProblem> problems) {
        CsvTable table = new CsvTable(file, new ArrayList<>());
        Optional<CsvText> text = CsvText.decode(bytes);
        if (text.isEmpty()) {
            problems.add(DirectoryProblem.ofFile(
                    file, "is neither UTF-8 nor UTF-16, and not clearly Windows-1251; save it as CSV in UTF-8"));
        } else if (text.get().text().isBlank()) {
            problems.add(DirectoryProblem.ofFile(
                    file, "is empty; its first line is the header " + String.join(",", required)));
        } else {
            table.parse(text.get(), required, optional, problems);
        }
        return table;
    }

    private void parse(CsvText text, List<String> required, List<String> optional, List<DirectoryProblem> problems) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(text.separator())
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        int line = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text.text()), format)) {
            List<String> header = List.of();
            for (CSVRecord cells : parser) {
                line = Math.toIntExact(Math.max(1, parser.getCurrentLineNumber())) + text.firstLine() - 1;
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
        if (cells.stream()
                .map(CsvTable::column)
                .noneMatch(cell -> required.contains(cell) || optional.contains(cell))) {
            problems.add(new DirectoryProblem(
                    file, line, "is not a header; the first line names the columns: " + columns(required, optional)));
            return header;
        }
        boolean valid = true;
        for (int i = 0; i < lastCell(cells); i++) {
            String cell = cells.get(i);
            String column = column(cell);
            boolean known = required.contains(column) || optional.contains(column);
            if (!known || header.contains(column)) {
                problems.add(new DirectoryProblem(
                        file,
                        line,
                        "the header has the column " + DirectoryProblem.quoted(cell) + " "
                                + (known ? "twice" : "which is not known") + "; the columns are "
                                + columns(required, optional)));
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
        int size = lastCell(cells);
        if (size > header.size()) {
            problems.add(new DirectoryProblem(
                    file,
                    line,
                    "has " + size + " cells, the header has " + header.size()
                            + "; put a cell that holds the separator into double quotes"));
            return;
        }
        List<String> row = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (cells.get(i).length() > MAX_CELL) {
                problems.add(new DirectoryProblem(
                        file,
                        line,
                        "the cell " + header.get(i) + " has " + cells.get(i).length() + " characters; up to " + MAX_CELL
                                + " are allowed"));
                return;
            }
            row.add(oneLine(cells.get(i)));
        }
        rows.add(new Row(line, header, row));
    }

    /** A spreadsheet's cell may have line breaks; they become blanks. */
    private static String oneLine(String cell) {
        String stripped = cell.strip();
        return stripped.indexOf('\n') < 0 && stripped.indexOf('\r') < 0
                ? stripped
                : LINE_BREAK.matcher(stripped).replaceAll(" ");
    }

    /** The number of cells without the empty ones at the end, which spreadsheets add. */
    private static int lastCell(CSVRecord cells) {
        int size = cells.size();
        while (size > 0 && cells.get(size - 1).isBlank()) {
            size--;
        }
        return size;
    }

    private static String column(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean blank(CSVRecord cells) {
        return cells.stream().allMatch(String::isBlank);
    }
}
