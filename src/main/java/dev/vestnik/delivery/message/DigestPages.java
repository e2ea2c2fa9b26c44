package dev.vestnik.delivery.message;

import dev.vestnik.text.Html;
import java.util.ArrayList;
import java.util.List;

/** Distributes the lines of a digest over messages, in order; each message takes as many lines as fit. */
final class DigestPages {
    private final List<List<Line>> pages = new ArrayList<>();
    private final int headingLength;
    private int length;
    private int entities;

    /** A rendered line of the digest. */
    record Line(DigestLine source, Html html) {}

    /** @param headingLength UTF-16 units of each message that are reserved for its heading */
    DigestPages(int headingLength) {
        this.headingLength = headingLength;
    }

    DigestPages add(Line line) {
        int lineLength = line.html().length();
        int lineEntities = line.html().entities();
        if (pages.isEmpty()
                || length + 1 + lineLength > MessageLimits.TEXT
                || entities + lineEntities > MessageLimits.ENTITIES) {
            pages.add(new ArrayList<>());
            length = headingLength;
            entities = MessageLimits.HEADING_ENTITIES;
        }
        pages.get(pages.size() - 1).add(line);
        length += 1 + lineLength;
        entities += lineEntities;
        return this;
    }

    /** Each page has at least one line; a line that is too long for any message is a page of its own. */
    List<List<Line>> pages() {
        return pages;
    }
}
