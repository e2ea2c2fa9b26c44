package dev.vestnik.directory.json;

import dev.vestnik.directory.load.DirectoryInput;
import dev.vestnik.directory.load.DirectoryProblem;
import dev.vestnik.directory.load.DirectoryTable;
import dev.vestnik.directory.load.TableKind;
import dev.vestnik.store.Sha256;
import java.util.List;
import java.util.Map;

/** A directory as one JSON object. */
record JsonInput(byte[] json) implements DirectoryInput {
    @Override
    public String digest() {
        return Sha256.of(json);
    }

    @Override
    public String name(TableKind kind) {
        return kind.array();
    }

    @Override
    public Map<TableKind, DirectoryTable> tables(List<DirectoryProblem> problems) {
        return new JsonTables(problems).read(json);
    }
}
