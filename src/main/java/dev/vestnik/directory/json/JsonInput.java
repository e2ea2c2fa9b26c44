package dev.vestnik.directory.json;

import dev.vestnik.directory.load.DirectoryInput;
import dev.vestnik.directory.load.DirectoryProblem;
import dev.vestnik.directory.load.DirectoryTable;
import dev.vestnik.directory.load.TableKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A directory as one JSON object. */
record JsonInput(byte[] json) implements DirectoryInput {
    @Override
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
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
