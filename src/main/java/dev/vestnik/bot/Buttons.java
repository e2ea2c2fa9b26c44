package dev.vestnik.bot;

import java.util.ArrayList;
import java.util.List;

/** What a press on an inline button says, and the answers to it. */
final class Buttons {
    private Buttons() {}

    /** What stands behind the colon of the button's data; empty: nothing. */
    static String value(Visit visit) {
        String data = visit.incoming().callbackData();
        return data == null || data.indexOf(':') < 0 ? "" : data.substring(data.indexOf(':') + 1);
    }

    static boolean says(Visit visit, String value) {
        return value(visit).equals(value);
    }

    /** The message under which the button is goes without buttons from now on; what was done is said with new keys. */
    static List<Reply> redrawn(Visit visit, Html text, Reply.Keyboard keys) {
        List<Reply> replies = new ArrayList<>(visit.redraw(null, text, null));
        replies.add(visit.say(visit.phrases().html("menu.changed"), keys));
        return replies;
    }
}
