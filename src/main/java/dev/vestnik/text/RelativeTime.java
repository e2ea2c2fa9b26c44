package dev.vestnik.text;

import java.time.Duration;

/** How long ago something happened, in the largest unit that fits, e.g. "3 h". */
public final class RelativeTime {
    private RelativeTime() {}

    public static String of(Duration age, Phrases phrases) {
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return phrases.plain("age.now");
        }
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            return phrases.plain("age.minutes", age.toMinutes());
        }
        return age.compareTo(Duration.ofDays(1)) < 0
                ? phrases.plain("age.hours", age.toHours())
                : phrases.plain("age.days", age.toDays());
    }
}
