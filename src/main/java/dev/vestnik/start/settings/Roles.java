package dev.vestnik.start.settings;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of this process, for beans and for routes: {@code precondition: "{{bean:roles.consumer}}"}. */
public record Roles(Set<ProcessRole> all) {
    public Roles {
        all = Set.copyOf(all);
    }

    /** Whether this process receives Telegram's updates. */
    public boolean bot() {
        return all.contains(ProcessRole.BOT);
    }

    /** Whether this process takes events in and reads the directory. */
    public boolean producer() {
        return all.contains(ProcessRole.PRODUCER);
    }

    /** Whether this process dispatches and delivers. */
    public boolean consumer() {
        return all.contains(ProcessRole.CONSUMER);
    }

    /** The names in lower case, in the order of {@link ProcessRole}. */
    public String names(String separator) {
        return all.stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(separator));
    }
}
