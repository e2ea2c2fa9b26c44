package dev.vestnik.bot.incident;

import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import java.util.List;

/**
 * The sentence that explains why something is not done, as the answer to a press or as a message.
 *
 * @param key of the text
 * @param parts the values of its placeholders
 */
record Explanation(Phrases phrases, String key, List<String> parts) {
    Explanation {
        parts = List.copyOf(parts);
    }

    /** For the answer to a press. */
    String plain() {
        return phrases.plain(key, parts.toArray());
    }

    /** For a message. */
    Html html() {
        return phrases.html(key, parts.toArray());
    }
}
