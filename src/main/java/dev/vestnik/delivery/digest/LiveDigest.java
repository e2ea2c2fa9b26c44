package dev.vestnik.delivery.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A digest that is edited in place while events keep coming; Redis keeps it.
 *
 * @param message the id of its message; null: it is not sent yet
 * @param since when it was begun
 * @param last when its last events came
 * @param details whether its events have texts, links or labels, which their groups do not show
 * @param partial whether its message does not show everything, so that a file follows at the end
 * @param groups the most urgent first
 */
public record LiveDigest(
        @Nullable Long message,
        Instant since,
        Instant last,
        boolean details,
        boolean partial,
        List<EventGroup> groups) {
    /** After this time without events it ends. */
    public static final Duration QUIET = Duration.ofSeconds(10);

    /** After this time it ends, so that the next message is seen. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Groups beyond are counted together by status. */
    private static final int MAX_GROUPS = 200;

    public LiveDigest {
        groups = List.copyOf(groups);
    }

    static LiveDigest begin(Instant now) {
        return new LiveDigest(null, now, now, false, false, List.of());
    }

    /** Whether events that come now still belong to it. */
    public boolean isLive(Instant now) {
        return message != null
                && Duration.between(last, now).compareTo(QUIET) < 0
                && Duration.between(since, now).compareTo(LONGEST) < 0;
    }

    public LiveDigest sentAs(long id) {
        return new LiveDigest(id, since, last, details, partial, groups);
    }

    public LiveDigest withPartial(boolean isPartial) {
        return new LiveDigest(message, since, last, details, isPartial, groups);
    }

    int total() {
        return groups.stream().mapToInt(EventGroup::count).sum();
    }

    LiveDigest with(List<EventGroup> more, boolean hasDetails, Instant now) {
        List<EventGroup> all = new ArrayList<>(groups);
        more.forEach(event -> add(all, event));
        return new LiveDigest(message, since, now, details || hasDetails, partial, all);
    }

    private static void add(List<EventGroup> all, EventGroup event) {
        EventGroup added = event;
        for (int attempt = 0; attempt < 2; attempt++) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).isLike(added)) {
                    all.set(i, all.get(i).with(added));
                    return;
                }
            }
            if (all.size() < MAX_GROUPS) {
                break;
            }
            added = new EventGroup(
                    event.status(),
                    event.rank(),
                    event.emoji(),
                    "",
                    "",
                    0,
                    Likeness.of(""),
                    null,
                    event.count(),
                    event.first(),
                    event.last());
        }
        all.add(added);
    }
}
