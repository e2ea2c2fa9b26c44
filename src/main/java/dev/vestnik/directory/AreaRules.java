package dev.vestnik.directory;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an area has of its own.
 *
 * @param statuses the names of the statuses that its people get until they choose; empty: all
 * @param quiet when its messages of statuses that do not wake have no sound; null: never
 */
public record AreaRules(Set<String> statuses, @Nullable QuietHours quiet) {
    public AreaRules {
        statuses = Set.copyOf(statuses);
    }
}
