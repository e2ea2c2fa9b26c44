package dev.vestnik.directory.load;

import java.util.List;

/**
 * The rows of one table.
 *
 * @param name as sentences name it
 * @param place how sentences name a place in it
 */
public record DirectoryTable(String name, Place place, List<Row> rows) {
    /** Most characters of a cell; room for the areas of one person. */
    public static final int MAX_CELL = 4096;

    /** Names a cell in a sentence, such as {@code people.csv line 7}. */
    @FunctionalInterface
    public interface Place {
        String of(int number, String column);
    }

    /**
     * One row.
     *
     * @param number the line of the file, or the index in the array
     * @param cells in the order of the columns; empty ones at the end may be absent
     */
    public record Row(int number, List<String> columns, List<String> cells) {
        String cell(String column) {
            int at = columns.indexOf(column);
            return at < 0 || at >= cells.size() ? "" : cells.get(at);
        }
    }

    DirectoryProblem problem(Row row, String column, String sentence) {
        return new DirectoryProblem(place.of(row.number(), column), sentence);
    }
}
