package dev.vestnik.directory;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the directory. Only these people may log in.
 *
 * @param phone E.164, e.g. {@code +79161234567}
 * @param areas the areas that the person is responsible for; {@code *} stands for all
 * @param language {@code ru} or {@code en}; null: that of the person's Telegram
 * @param zone the time zone of the person's messages; null: that of the service
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

    public boolean isResponsibleFor(String area) {
        return areas.contains("*") || areas.contains(area);
    }

    /** Without name and phone, since records are logged. */
    @Override
    public String toString() {
        return "Person[" + role + " for " + areas + "]";
    }
}
