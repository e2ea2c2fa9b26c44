package dev.vestnik.directory.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.vestnik.directory.load.CellText;
import dev.vestnik.directory.load.DirectoryProblem;
import dev.vestnik.directory.load.DirectoryTable;
import dev.vestnik.directory.load.DirectoryTable.Row;
import dev.vestnik.directory.load.TableKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arrays {@code areas}, {@code ranges} and {@code people} of one JSON object. Their objects have the columns of the
 * files; a number or a truth value is taken as it is written, null is as absent, and {@code areas} of a person may be an array.
 */
final class JsonTables {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String BODY = "the JSON";

    /** The column that may have several values. */
    private static final String AREAS = "areas";

    private final List<DirectoryProblem> problems;
    private final Map<TableKind, List<Row>> rows = new EnumMap<>(TableKind.class);

    JsonTables(List<DirectoryProblem> problems) {
        this.problems = problems;
    }

    Map<TableKind, DirectoryTable> read(byte[] json) {
        int before = problems.size();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                root(parser);
            } else {
                report(BODY, "is not an object; it has the arrays " + arrays());
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            report(
                    BODY,
                    "cannot be read"
                            + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            report(BODY, "is not JSON in UTF-8");
        }
        if (problems.size() == before) {
            reportAbsentOnes();
        }
        return Stream.of(TableKind.values())
                .collect(Collectors.toMap(
                        kind -> kind,
                        kind -> new DirectoryTable(
                                kind.array(),
                                (index, column) -> place(kind, index) + "." + column,
                                rows.getOrDefault(kind, List.of()))));
    }

    private void root(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            Optional<TableKind> kind = kind(name);
            if (kind.isEmpty()) {
                report(BODY, "has the field " + DirectoryProblem.quoted(name) + ", but must have " + arrays());
            } else if (rows.containsKey(kind.get())) {
                report(name, "is there twice; keep one of them");
            } else if (value != JsonToken.START_ARRAY) {
                report(name, "is not an array; write " + objects(kind.get()));
            } else {
                rows.put(kind.get(), array(kind.get(), parser));
                continue;
            }
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            report(BODY, "goes on after its end");
        }
    }

    private static Optional<TableKind> kind(String name) {
        return Stream.of(TableKind.values())
                .filter(kind -> kind.array().equals(name))
                .findFirst();
    }

    private List<Row> array(TableKind kind, JsonParser parser) throws IOException {
        List<String> columns = kind.columns();
        List<Row> read = new ArrayList<>();
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                String[] cells = new String[columns.size()];
                if (row(kind, index, columns, cells, parser)) {
                    read.add(new Row(index, columns, Arrays.asList(cells)));
                }
            } else {
                report(place(kind, index), "is not an object; write " + objects(kind));
                parser.skipChildren();
            }
            index++;
        }
        return read;
    }

    /** @return whether it has no error */
    private boolean row(TableKind kind, int index, List<String> columns, @Nullable String[] cells, JsonParser parser)
            throws IOException {
        int before = problems.size();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            int column = columns.indexOf(name.strip().toLowerCase(Locale.ROOT));
            String place = place(kind, index);
            if (column < 0) {
                report(
                        place,
                        "has the field " + DirectoryProblem.quoted(name) + " which is not known; the fields are "
                                + kind.columnsInWords());
                parser.skipChildren();
            } else if (cells[column] != null) {
                report(place + "." + columns.get(column), "is there twice; keep one of them");
                parser.skipChildren();
            } else {
                cells[column] = cell(place + "." + columns.get(column), columns.get(column), value, parser);
            }
        }
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == null) {
                cells[i] = "";
            }
        }
        return problems.size() == before;
    }

    private String cell(String place, String column, JsonToken value, JsonParser parser) throws IOException {
        String text;
        if (value == JsonToken.START_ARRAY && column.equals(AREAS)) {
            text = joined(place, parser);
        } else if (value.isStructEnd() || value.isStructStart()) {
            report(place, "is not a text" + (column.equals(AREAS) ? " or an array of texts" : ""));
            parser.skipChildren();
            text = "";
        } else {
            text = value == JsonToken.VALUE_NULL ? "" : parser.getText();
        }
        if (text.length() > DirectoryTable.MAX_CELL) {
            report(place, "has " + text.length() + " characters; up to " + DirectoryTable.MAX_CELL + " are allowed");
        }
        return CellText.oneLine(CellText.visible(text));
    }

    private String joined(String place, JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                texts.add(parser.getText());
            } else {
                report(place + "[" + texts.size() + "]", "is not a text");
                parser.skipChildren();
            }
        }
        return String.join("|", texts);
    }

    private void reportAbsentOnes() {
        for (TableKind kind : TableKind.values()) {
            List<Row> read = rows.get(kind);
            if (read == null) {
                report(kind.array(), "is missing; write " + objects(kind));
            } else if (read.isEmpty() && kind != TableKind.RANGES) {
                report(kind.array(), "is empty; at least one object is needed");
            }
        }
    }

    private static String arrays() {
        return Stream.of(TableKind.values()).map(TableKind::array).collect(Collectors.joining(", "));
    }

    private static String objects(TableKind kind) {
        return "an array of objects with " + kind.columnsInWords();
    }

    private static String place(TableKind kind, int index) {
        return kind.array() + "[" + index + "]";
    }

    private void report(String place, String sentence) {
        problems.add(new DirectoryProblem(place, sentence));
    }
}
