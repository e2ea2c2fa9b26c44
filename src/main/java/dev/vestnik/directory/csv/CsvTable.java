package dev.vestnik.directory.csv;

import dev.vestnik.directory.load.CellText;
import dev.vestnik.directory.load.DirectoryProblem;
import dev.vestnik.directory.load.DirectoryTable;
import dev.vestnik.directory.load.DirectoryTable.Row;
import dev.vestnik.directory.load.TableKind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads one CSV file. */
final class CsvTable {
    private final TableKind kind;
    private final List<DirectoryProblem> problems;
    private final List<Row> rows = new ArrayList<>();

    /** @param problems receives the errors; valid rows are read nevertheless */
    CsvTable(TableKind kind, List<DirectoryProblem> problems) {
        this.kind = kind;
        this.problems = problems;
    }

    static DirectoryTable of(TableKind kind, List<Row> rows) {
        return new DirectoryTable(kind.file(), (line, column) -> place(kind, line), rows);
    }

    private static String place(TableKind kind, int line) {
        return kind.file() + " line " + line;
    }

    /**
     * Reads a table: comma, semicolon or tab, an encoding that {@link FileEncoding} finds, a header row. Blank lines,
     * empty cells at the end of a line and invisible characters are skipped.
     */
    DirectoryTable read(byte[] bytes) {
        int before = problems.size();
        Optional<CsvText> text = CsvText.decode(bytes);
        if (text.isEmpty()) {
            report("is neither UTF-8 nor UTF-16, and not clearly Windows-1251; save it as CSV in UTF-8");
        } else if (text.get().text().isBlank()) {
            report("is empty; its first line is the header " + String.join(",", kind.required()));
        } else {
            parse(text.get());
        }
        if (rows.isEmpty() && problems.size() == before && kind != TableKind.RANGES) {
            report("has a header and nothing below it; at least one line is needed");
        }
        return of(kind, rows);
    }

    private void parse(CsvText text) {
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
                    header = header(cells, line);
                    if (header.isEmpty()) {
                        return;
                    }
                } else if (lastCell(cells) > 0) {
                    row(cells, header, line);
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            report(line + 1, "a quoted cell is not closed, or text follows it; write \" inside quotes as \"\"");
        }
    }

    private List<String> header(CSVRecord cells, int line) {
        List<String> header = new ArrayList<>();
        if (cells.stream().map(CsvTable::column).noneMatch(kind.columns()::contains)) {
            report(line, "is not a header; the first line names the columns: " + kind.columnsInWords());
            return header;
        }
        boolean valid = true;
        for (int i = 0; i < lastCell(cells); i++) {
            String cell = cells.get(i);
            String column = column(cell);
            boolean known = kind.columns().contains(column);
            if (!known || header.contains(column)) {
                report(
                        line,
                        "the header has the column " + DirectoryProblem.quoted(cell) + " "
                                + (known ? "twice" : "which is not known") + "; the columns are "
                                + kind.columnsInWords());
                valid = false;
            }
            header.add(column);
        }
        for (String column : kind.required()) {
            if (!header.contains(column)) {
                report(line, "the header lacks the column " + column + "; the columns are " + kind.columnsInWords());
                valid = false;
            }
        }
        return valid ? header : List.of();
    }

    private void row(CSVRecord cells, List<String> header, int line) {
        int size = lastCell(cells);
        if (size > header.size()) {
            report(
                    line,
                    "has " + size + " cells, the header has " + header.size()
                            + "; put a cell that holds the separator into double quotes");
            return;
        }
        List<String> row = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (cells.get(i).length() > DirectoryTable.MAX_CELL) {
                report(
                        line,
                        "the cell " + header.get(i) + " has " + cells.get(i).length() + " characters; up to "
                                + DirectoryTable.MAX_CELL + " are allowed");
                return;
            }
            row.add(CellText.oneLine(cells.get(i)));
        }
        rows.add(new Row(line, header, row));
    }

    private void report(String sentence) {
        problems.add(new DirectoryProblem(kind.file(), sentence));
    }

    private void report(int line, String sentence) {
        problems.add(new DirectoryProblem(place(kind, line), sentence));
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
}
