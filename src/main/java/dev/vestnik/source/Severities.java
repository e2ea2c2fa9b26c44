package dev.vestnik.source;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of the settings that makes the severity of a sender a status. */
public final class Severities {
    /** The entry for a severity that the table does not have, or that is missing. */
    public static final String OTHER = "other";

    private final Map<String, String> table = new TreeMap<>();
    private final Statuses statuses;

    /** @param table status by severity; capital letters do not matter */
    public Severities(Map<String, String> table, Statuses statuses) {
        table.forEach((severity, status) -> this.table.put(severity.strip().toLowerCase(Locale.ROOT), status.strip()));
        this.statuses = statuses;
    }

    /** The first entry whose status is not configured, as {@code severity: status}. */
    public Optional<String> fault() {
        return table.entrySet().stream()
                .filter(entry -> statuses.named(entry.getValue()).isEmpty())
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .findFirst();
    }

    /** The name of a status; without an entry for {@value #OTHER} the most urgent one. */
    public String status(@Nullable String severity) {
        String known = severity == null ? null : table.get(severity.strip().toLowerCase(Locale.ROOT));
        String status = known == null ? table.get(OTHER) : known;
        return status == null ? statuses.all().get(0).name() : status;
    }

    /** The name of the most urgent status that closes incidents; if none does, {@code resolved}. */
    public String resolved() {
        return statuses.all().stream()
                .filter(Status::closes)
                .map(Status::name)
                .findFirst()
                .orElse("resolved");
    }
}
