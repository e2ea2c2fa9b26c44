package dev.vestnik.sandbox;

import java.util.ArrayList;
import java.util.List;

/** A text without mark-up, and what was marked in it. */
record FormattedText(String text, List<Entity> entities) {
    FormattedText {
        entities = List.copyOf(entities);
    }

    static FormattedText plain(String text) {
        return new FormattedText(text, List.of());
    }

    /** Without white space at both ends, as Telegram keeps it. */
    FormattedText stripped() {
        int start = text.length() - text.stripLeading().length();
        String inner = text.strip();
        if (inner.length() == text.length()) {
            return this;
        }
        List<Entity> moved = new ArrayList<>();
        for (Entity entity : entities) {
            int from = Math.max(entity.offset() - start, 0);
            int to = Math.min(entity.offset() + entity.length() - start, inner.length());
            if (from < to) {
                moved.add(new Entity(entity.type(), from, to - from, entity.url(), entity.language()));
            }
        }
        return new FormattedText(inner, moved);
    }
}
