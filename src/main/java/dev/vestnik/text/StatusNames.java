package dev.vestnik.text;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How statuses are shown to people, most urgent first. */
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
        return status.emoji() + " " + status.nameIn(phrases.language());
    }

    /** The emoji of the status; empty if the status is no longer configured. */
    public String emoji(String name) {
        return statuses.named(name).map(Status::emoji).orElse("");
    }

    /** The rank of the status, the most urgent is the lowest; a status that is no longer configured comes last. */
    public int rank(String name) {
        return statuses.named(name).map(Status::rank).orElse(Integer.MAX_VALUE);
    }

    /** The statuses of these names, separated by commas. */
    public String list(Collection<String> names, Phrases phrases) {
        return list(status -> names.contains(status.name()), phrases);
    }

    /** The statuses that reach people off duty, separated by commas; may be empty. */
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
