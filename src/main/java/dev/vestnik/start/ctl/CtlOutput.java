package dev.vestnik.start.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Prints an answer as a table or as JSON. */
final class CtlOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final boolean json;

    CtlOutput(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** @param answer a text that is a JSON object or array counts as that */
    void print(JsonNode answer) {
        JsonNode value = rows(parsed(answer));
        if (json) {
            out.println(pretty(value));
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            table(value);
        } else if (value.isObject()) {
            List<List<String>> rows = new ArrayList<>();
            value.fields().forEachRemaining(field -> rows.add(List.of(field.getKey(), cell(parsed(field.getValue())))));
            print(rows);
        } else if (value.isArray()) {
            value.forEach(element -> out.println(cell(element)));
        } else if (!value.isNull()) {
            out.println(cell(value));
        }
    }

    /** A table of JMX is an object of its rows. */
    private static JsonNode rows(JsonNode value) {
        boolean isTable = value.isObject()
                && !value.isEmpty()
                && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isObject);
        if (!isTable) {
            return value;
        }
        ArrayNode rows = JSON.createArrayNode();
        value.forEach(rows::add);
        return rows;
    }

    private void table(JsonNode rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
        List<List<String>> lines = new ArrayList<>(List.of(List.copyOf(columns)));
        rows.forEach(row ->
                lines.add(columns.stream().map(column -> cell(row.path(column))).toList()));
        print(lines);
    }

    /** Columns as wide as their widest cell, two blanks between them. */
    void print(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(CtlOutput::cell)
                    .collect(Collectors.joining(", "));
        }
        // A title may contain what moves the cursor or the columns.
        return value.isMissingNode() || value.isNull()
                ? ""
                : (value.isObject() ? value.toString() : value.asText()).replaceAll("\\p{Cntrl}+", " ");
    }

    private static JsonNode parsed(JsonNode value) {
        if (value.isTextual() && value.asText().matches("(?s)[\\[{].*[]}]")) {
            try {
                return JSON.readTree(value.asText());
            } catch (JsonProcessingException notJson) {
                return value;
            }
        }
        return value;
    }

    private static String pretty(JsonNode value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
