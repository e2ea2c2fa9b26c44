package dev.vestnik.delivery.digest;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events of one status, place and range whose titles differ only in their numbers.
 *
 * @param rank of the status; the most urgent is the lowest
 * @param place the name of the area; empty: unknown
 * @param range the CIDR block of their addresses; empty: unknown
 * @param number of the incident of the only event; 0: unknown, or there are several
 * @param keys what the keys of all events have in common; null: nothing
 */
record EventGroup(
        String status,
        int rank,
        String emoji,
        String place,
        String range,
        long number,
        Likeness titles,
        @Nullable Likeness keys,
        int count,
        Instant first,
        Instant last) {
    EventGroup {
        range = Objects.requireNonNullElse(range, "");
    }

    boolean isLike(EventGroup other) {
        return status.equals(other.status)
                && place.equals(other.place)
                && range.equals(other.range)
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
                range,
                0,
                titles.with(other.titles),
                common,
                count + other.count,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }
}
