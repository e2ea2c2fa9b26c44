package dev.vestnik.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Collects the lines of one message, as many as fit. */
public final class MessageLines {
    /**
     * UTF-16 units. Telegram's limit is 4096 after entity parsing (https://core.telegram.org/bots/api#sendmessage);
     * here the mark-up counts too, and there is room for the last line.
     */
    private static final int MAX_LENGTH = 3_900;

    private final List<Html> lines = new ArrayList<>();
    private int length;

    public MessageLines add(Html line) {
        lines.add(line);
        length += line.code().length() + 1;
        return this;
    }

    public MessageLines blank() {
        return add(Html.EMPTY);
    }

    /**
     * Adds as many lines as fit, at most {@code max}.
     *
     * @param omitted makes the last line if some are left out, from their number
     */
    public MessageLines addAll(List<Html> more, int max, IntFunction<Html> omitted) {
        int shown = 0;
        while (shown < Math.min(max, more.size())
                && length + more.get(shown).code().length() < MAX_LENGTH) {
            add(more.get(shown));
            shown++;
        }
        return shown == more.size() ? this : add(omitted.apply(more.size() - shown));
    }

    public Html together() {
        return Html.join("\n", lines);
    }
}
