package dev.vestnik.text;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What people see of statuses, most urgent first. */
public final class StatusNames {
    private final Statuses statuses;

    public StatusNames(Statuses statuses) {
        this.statuses = statuses;
    }

    public List<Status> all() {
        return statuses.all();
    }

    /** Emoji and name. */
    public static String of(Status status, Phrases phrases) {
        return status.emoji() + " " + status.names().getOrDefault(phrases.language(), status.name());
    }

    /** The emoji of a status, or nothing where it is not configured any more. */
    public String emoji(String name) {
        return statuses.named(name).map(Status::emoji).orElse("");
    }

    /** How urgent it is, the lower the more; what is not configured any more comes last. */
    public int rank(String name) {
        return statuses.named(name).map(Status::rank).orElse(Integer.MAX_VALUE);
    }

    /** Those with one of these names, in a row. */
    public String list(Collection<String> names, Phrases phrases) {
        return list(status -> names.contains(status.name()), phrases);
    }

    /** Those that reach people off duty, in a row; empty: none does. */
    public String waking(Phrases phrases) {
        return list(Status::wakes, phrases);
    }

    private String list(Predicate<Status> which, Phrases phrases) {
        return statuses.all().stream()
                .filter(which)
                .map(status -> of(status, phrases))
                .collect(Collectors.joining(", "));
    }
}
