package dev.vestnik.delivery.message;

import dev.vestnik.text.Html;
import java.util.ArrayList;
import java.util.List;

/** Distributes the lines of a digest over messages, in order; each message takes as many lines as fit. */
final class DigestPages {
    /** Of one UTF-16 unit that is escaped. */
    private static final int MAX_BYTES = 5;

    private final List<List<Line>> pages = new ArrayList<>();
    private final int headingLength;
    private int length;
    private int entities;
    private int bytes;

    /** A rendered line of the digest. */
    record Line(DigestLine source, Html html) {}

    /** @param headingLength UTF-16 units of each message that are reserved for its heading */
    DigestPages(int headingLength) {
        this.headingLength = headingLength;
    }

    DigestPages add(Line line) {
        int lineLength = line.html().length();
        int lineEntities = line.html().entities();
        int lineBytes = line.html().bytes() + 1;
        if (pages.isEmpty()
                || length + 1 + lineLength > MessageLimits.TEXT
                || entities + lineEntities > MessageLimits.ENTITIES
                || bytes + lineBytes > MessageLimits.BYTES) {
            pages.add(new ArrayList<>());
            length = headingLength;
            entities = MessageLimits.HEADING_ENTITIES;
            bytes = headingLength * MAX_BYTES;
        }
        pages.get(pages.size() - 1).add(line);
        length += 1 + lineLength;
        entities += lineEntities;
        bytes += lineBytes;
        return this;
    }

    /** Each page has at least one line; a line that is too long for any message is a page of its own. */
    List<List<Line>> pages() {
        return pages;
    }
}
