package dev.vestnik.sandbox.chat;

import java.util.ArrayList;
import java.util.List;

/** A text without markup, and its entities. */
public record FormattedText(String text, List<MessageEntity> entities) {
    public FormattedText {
        entities = List.copyOf(entities);
    }

    public static FormattedText plain(String text) {
        return new FormattedText(text, List.of());
    }

    /** Without leading and trailing white space, as Telegram stores it. */
    public FormattedText stripped() {
        int start = text.length() - text.stripLeading().length();
        String inner = text.strip();
        if (inner.length() == text.length()) {
            return this;
        }
        List<MessageEntity> moved = new ArrayList<>();
        for (MessageEntity entity : entities) {
            int from = Math.max(entity.offset() - start, 0);
            int to = Math.min(entity.offset() + entity.length() - start, inner.length());
            if (from < to) {
                moved.add(new MessageEntity(entity.type(), from, to - from, entity.url(), entity.language()));
            }
        }
        return new FormattedText(inner, moved);
    }
}
