package dev.vestnik.incident.escalation;

import dev.vestnik.directory.Directory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of now: the steps of an area are those of the current directory, else those of the settings. How the last step is
 * repeated, and when owners are asked, is the same everywhere.
 */
public final class AreaEscalationPolicies implements EscalationPolicies {
    private static final Logger LOG = LoggerFactory.getLogger(AreaEscalationPolicies.class);

    private final EscalationPolicy general;
    private final Supplier<Directory> directories;
    private volatile Cached cached = new Cached(Directory.EMPTY, Map.of());

    /** @param general of the areas without steps of their own */
    public AreaEscalationPolicies(EscalationPolicy general, Supplier<Directory> directories) {
        this.general = general;
        this.directories = directories;
    }

    private record Cached(Directory directory, Map<String, EscalationPolicy> own) {}

    /** What is wrong with the steps of an area as people write them; empty: nothing. */
    public static Optional<String> fault(String steps) {
        try {
            var unused = new EscalationPolicy(EscalationSyntax.steps(steps), EscalationPolicy.NONE.repeat());
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public EscalationPolicy of(@Nullable String area) {
        return area == null ? general : own().getOrDefault(area, general);
    }

    @Override
    public boolean isOwn(@Nullable String area) {
        return area != null && own().containsKey(area);
    }

    @Override
    public Map<String, List<Long>> allPauses() {
        Map<String, List<Long>> pauses = new HashMap<>(general.allPauses());
        own().forEach((area, policy) -> pauses.put(area, policy.pauses()));
        return pauses;
    }

    private Map<String, EscalationPolicy> own() {
        Directory directory = directories.get();
        Cached last = cached;
        if (last.directory() != directory) {
            Map<String, EscalationPolicy> own = new HashMap<>();
            directory.escalations().forEach((area, steps) -> {
                try {
                    own.put(
                            area,
                            new EscalationPolicy(
                                    EscalationSyntax.steps(steps), general.repeat(), general.ownerReminder()));
                } catch (IllegalArgumentException unreadable) {
                    LOG.error(
                            "The area {} has the steps of the settings, since its own cannot be read: {}",
                            area,
                            unreadable.getMessage());
                }
            });
            last = new Cached(directory, own);
            cached = last;
        }
        return last.own();
    }
}
