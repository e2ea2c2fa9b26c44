package dev.vestnik.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What marks the event of a drill: its message is sent alone, and has a button with which its recipient answers.
 *
 * @param number of the drill
 * @param language of the event's texts; each language is an event of its own
 */
public record DrillEvent(long number, String language) {
    /** The source of such events. */
    public static final String SOURCE = "vestnik-drill";

    private static final Pattern ID = Pattern.compile("drill-([0-9]{1,18})-([a-z]{2})");

    /** The event's id. */
    public String id() {
        return "drill-" + number + "-" + language;
    }

    /** Empty: the event belongs to no drill. */
    public static Optional<DrillEvent> of(Event event) {
        if (event.id() == null || !SOURCE.equals(event.source())) {
            return Optional.empty();
        }
        Matcher id = ID.matcher(event.id());
        return id.matches() ? Optional.of(new DrillEvent(Long.parseLong(id.group(1)), id.group(2))) : Optional.empty();
    }
}
