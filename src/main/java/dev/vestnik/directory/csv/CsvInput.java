package dev.vestnik.directory.csv;

import dev.vestnik.directory.load.DirectoryInput;
import dev.vestnik.directory.load.DirectoryProblem;
import dev.vestnik.directory.load.DirectoryTable;
import dev.vestnik.directory.load.TableKind;
import dev.vestnik.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The content of the three files at one moment. */
final class CsvInput implements DirectoryInput {
    private final Map<TableKind, byte[]> files = new EnumMap<>(TableKind.class);
    private final List<DirectoryProblem> unreadable = new ArrayList<>();

    private CsvInput() {}

    static CsvInput read(DirectoryFiles source) {
        CsvInput input = new CsvInput();
        for (TableKind kind : TableKind.values()) {
            try {
                source.read(kind.file())
                        .ifPresentOrElse(
                                bytes -> input.files.put(kind, bytes),
                                () -> input.unreadable.add(new DirectoryProblem(
                                        kind.file(),
                                        "is missing in " + source.where() + "; its first line is the header "
                                                + String.join(",", kind.required()))));
            } catch (IOException e) {
                input.unreadable.add(new DirectoryProblem(
                        kind.file(),
                        "cannot be read from " + source.where() + ": "
                                + (e.getClass() == IOException.class ? e.getMessage() : e.toString())));
            }
        }
        return input;
    }

    @Override
    public String digest() {
        List<byte[]> parts = new ArrayList<>();
        files.forEach((kind, bytes) -> {
            parts.add((kind + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            parts.add(bytes);
        });
        parts.add(unreadable.toString().getBytes(StandardCharsets.UTF_8));
        return Sha256.of(parts.toArray(byte[][]::new));
    }

    @Override
    public String name(TableKind kind) {
        return kind.file();
    }

    @Override
    public Map<TableKind, DirectoryTable> tables(List<DirectoryProblem> problems) {
        problems.addAll(unreadable);
        Map<TableKind, DirectoryTable> tables = new EnumMap<>(TableKind.class);
        for (TableKind kind : TableKind.values()) {
            byte[] bytes = files.get(kind);
            tables.put(kind, bytes == null ? CsvTable.of(kind, List.of()) : new CsvTable(kind, problems).read(bytes));
        }
        return tables;
    }
}
