package dev.vestnik.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Lines of one message. */
public final class MessageLines {
    /**
     * Telegram takes 4096 UTF-16 units after parsing the mark-up (https://core.telegram.org/bots/api#sendmessage); here
     * the mark-up counts too, and the last line has room left.
     */
    private static final int LONGEST = 3_900;

    private final List<String> lines = new ArrayList<>();
    private int length;

    public MessageLines add(Html line) {
        lines.add(line.code());
        length += line.code().length() + 1;
        return this;
    }

    public MessageLines blank() {
        return add(new Html(""));
    }

    /**
     * Adds as many as fit, at most {@code most}.
     *
     * @param more the last line, of the number of those left out
     */
    public MessageLines addAll(List<Html> some, int most, IntFunction<Html> more) {
        int shown = 0;
        while (shown < Math.min(most, some.size())
                && length + some.get(shown).code().length() < LONGEST) {
            add(some.get(shown));
            shown++;
        }
        return shown == some.size() ? this : add(more.apply(some.size() - shown));
    }

    public Html together() {
        return new Html(String.join("\n", lines));
    }
}
