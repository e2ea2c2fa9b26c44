package dev.vestnik.directory;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the directory. Only these may log in.
 *
 * @param phone E.164, e.g. {@code +79161234567}
 * @param areas the areas the person answers for; {@code *} stands for all
 * @param language {@code ru} or {@code en}; null: as their Telegram says
 * @param zone the time zone their messages are written in; null: the service's
 */
public record Person(
        String phone,
        String name,
        Set<String> areas,
        Role role,
        @Nullable String language,
        @Nullable ZoneId zone) {
    public Person {
        areas = Set.copyOf(areas);
    }

    public boolean answersFor(String area) {
        return areas.contains("*") || areas.contains(area);
    }

    /** Never shows the phone, nor whose it is: records are printed into logs. */
    @Override
    public String toString() {
        return "Person[" + role + " for " + areas + "]";
    }
}
