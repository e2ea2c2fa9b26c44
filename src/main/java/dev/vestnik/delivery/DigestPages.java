package dev.vestnik.delivery;

import dev.vestnik.text.HtmlBuilder;
import java.util.ArrayList;
import java.util.List;

/** Deals the lines of a digest out to messages, in order, each as full as it can be. */
final class DigestPages {
    private final List<List<Line>> pages = new ArrayList<>();
    private final int reserved;
    private int length;
    private int entities;

    /** A line of the digest with its mark-up. */
    record Line(DigestLine of, HtmlBuilder markup) {}

    /** @param reserved how many UTF-16 units of each message are for the head */
    DigestPages(int reserved) {
        this.reserved = reserved;
    }

    DigestPages add(Line line) {
        int newLength = length + 1 + line.markup().length();
        int newEntities = entities + line.markup().entities();
        if (pages.isEmpty() || newLength > MessageLimits.TEXT || newEntities > MessageLimits.ENTITIES) {
            pages.add(new ArrayList<>());
            newLength = reserved + 1 + line.markup().length();
            newEntities = MessageLimits.HEAD_ENTITIES + line.markup().entities();
        }
        pages.get(pages.size() - 1).add(line);
        length = newLength;
        entities = newEntities;
        return this;
    }

    /** Each has at least one line; a line that is too long for any message is a page of its own. */
    List<List<Line>> pages() {
        return pages;
    }
}
