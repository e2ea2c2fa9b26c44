package dev.vestnik.start.settings;

import dev.vestnik.event.Status;
import dev.vestnik.start.failure.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for {@code vestnik.statuses}. */
public final class StatusRules {
    /** {@code /select} has a button for each, and a message has at most 100 buttons. */
    private static final int MOST = 100;

    /**
     * A button carries the name in its callback data, which has
     * <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">at most 64 bytes</a>.
     */
    private static final int MOST_BYTES = 40;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");

    private StatusRules() {}

    /** @throws StartRefusedException with a sentence about the first that is wrong */
    public static List<Status> checked(List<Status> statuses) {
        if (statuses.isEmpty() || statuses.size() > MOST) {
            throw new StartRefusedException(
                    "vestnik.statuses has " + statuses.size() + " entries, but must have 1 to " + MOST + ".");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < statuses.size(); i++) {
            String setting = "vestnik.statuses[" + i + "].name";
            String name = statuses.get(i).name();
            if (!NAME.matcher(name).matches() || name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                throw new StartRefusedException(setting + " is '" + name
                        + "', but must have letters, digits, '.', '_' and '-' only, and at most " + MOST_BYTES
                        + " bytes.");
            }
            if (!names.add(name)) {
                throw new StartRefusedException(
                        setting + " is '" + name + "', as that of an entry before it: give each status its own name.");
            }
        }
        return statuses;
    }
}
