package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Writes one object but for its end, which closing it writes; so fields can follow that the object turns out to lack. */
final class OpenObject extends JsonGeneratorDelegate {
    private final Set<String> fields = new HashSet<>();

    OpenObject(JsonGenerator json) {
        super(json);
    }

    boolean has(String field) {
        return fields.contains(field);
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        note(name);
        super.writeFieldName(name);
    }

    @Override
    public void writeFieldName(SerializableString name) throws IOException {
        note(name.getValue());
        super.writeFieldName(name);
    }

    @Override
    public void writeEndObject() throws IOException {
        if (!outermost()) {
            super.writeEndObject();
        }
    }

    private void note(String field) {
        if (outermost()) {
            fields.add(field);
        }
    }

    private boolean outermost() {
        return getOutputContext().getParent().inRoot();
    }
}
