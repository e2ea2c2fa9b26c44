package dev.vestnik.delivery.digest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events of one status and place whose titles differ only in their numbers.
 *
 * @param rank of the status; the most urgent is the lowest
 * @param place the name of the area; empty: unknown
 * @param keys what the keys of all events have in common; null: nothing
 */
record EventGroup(
        String status,
        int rank,
        String emoji,
        String place,
        Likeness titles,
        @Nullable Likeness keys,
        int count,
        Instant first,
        Instant last) {
    boolean isLike(EventGroup other) {
        return status.equals(other.status)
                && place.equals(other.place)
                && titles.pattern().equals(other.titles.pattern());
    }

    EventGroup with(EventGroup other) {
        Likeness common = keys == null || other.keys == null || !keys.pattern().equals(other.keys.pattern())
                ? null
                : keys.with(other.keys);
        return new EventGroup(
                status,
                rank,
                emoji,
                place,
                titles.with(other.titles),
                common,
                count + other.count,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }
}
