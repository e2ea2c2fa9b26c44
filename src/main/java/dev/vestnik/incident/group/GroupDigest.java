package dev.vestnik.incident.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of a group that shows several incidents, since they came too fast for a copy each.
 *
 * @param message its id in Telegram
 * @param last when an incident was added last
 * @param incidents their keys, in order
 * @param shown a digest of its text: an edit to the same is not sent
 */
public record GroupDigest(long message, Instant last, List<String> incidents, String shown) {
    /** Incidents of one digest; more begin another one. */
    public static final int MAX_INCIDENTS = 500;

    /** More incidents are added to the same message until none has come for this time. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    public GroupDigest {
        incidents = List.copyOf(incidents);
    }

    /** Whether this many further incidents go into it. */
    public boolean takes(int more, Instant now) {
        return Duration.between(last, now).compareTo(QUIET) < 0 && incidents.size() + more <= MAX_INCIDENTS;
    }

    /** With these incidents too. */
    public GroupDigest with(List<String> more, Instant now) {
        List<String> all = new ArrayList<>(incidents);
        more.stream().filter(key -> !all.contains(key)).forEach(all::add);
        return new GroupDigest(message, now, all, shown);
    }

    /** Sent as this message, with this text. */
    public GroupDigest sentAs(long id, String text) {
        return new GroupDigest(id, last, incidents, text);
    }
}
