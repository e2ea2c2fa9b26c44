package dev.vestnik.incident.silence;

import dev.vestnik.event.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Until when nothing is sent about an area, a range or some keys, and why. Incidents go on meanwhile; they are shown on request.
 *
 * @param id names it in buttons and in the ledger
 * @param target an area, a CIDR block, or a key in which each {@code *} stands for any characters
 * @param waking whether it silences statuses that wake, too
 * @param areas only events of these areas are silenced, {@code *} stands for all known ones; empty: also events of no area
 * @param chat of the person who set it
 * @param by the name of that person
 * @param reason as that person wrote it
 * @param until from this time on it silences nothing
 */
public record Silence(
        String id,
        Type type,
        String target,
        boolean waking,
        List<String> areas,
        long chat,
        String by,
        String reason,
        Instant until) {
    public Silence {
        areas = List.copyOf(Objects.requireNonNullElse(areas, List.of()));
    }

    /** What the target is. */
    public enum Type {
        AREA,
        RANGE,
        KEY
    }

    /**
     * An event, or an incident.
     *
     * @param key of the incident; null: none
     * @param area null: unknown
     * @param ip null: none
     * @param isPrivate whether it is addressed to some people
     * @param wakes whether its status wakes
     */
    public record Subject(
            @Nullable String key,
            @Nullable String area,
            @Nullable String ip,
            boolean isPrivate,
            boolean wakes) {}

    /** Whether nothing is sent about it. */
    public boolean silences(Subject subject, Instant now) {
        return now.isBefore(until)
                && (waking || !subject.wakes())
                && (!subject.isPrivate() || namesExactly(subject.key()))
                && isWithinAreas(subject.area())
                && isTarget(subject);
    }

    /** A private event is silenced only by an administrator who names its key. */
    private boolean namesExactly(@Nullable String key) {
        return type == Type.KEY && areas.isEmpty() && target.equals(key);
    }

    private boolean isWithinAreas(@Nullable String area) {
        return areas.isEmpty() || (area != null && (areas.contains("*") || areas.contains(area)));
    }

    private boolean isTarget(Subject subject) {
        String key = subject.key();
        String ip = subject.ip();
        return switch (type) {
            case AREA -> target.equals(subject.area());
            case KEY -> key != null && matches(target, key);
            case RANGE ->
                ip != null
                        && IpAddress.block(target)
                                .flatMap(block -> IpAddress.address(ip)
                                        .map(address -> block.toPrefixBlock().contains(address)))
                                .orElse(false);
        };
    }

    /** Whether the text is the pattern, each {@code *} of which stands for any characters, also none. */
    static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(character -> character == '*');
    }

    /** What the incidents under it show of it. */
    public SilenceMark mark() {
        return new SilenceMark(id, by, until);
    }

    /** Without names and reason, since records are logged. */
    @Override
    public String toString() {
        return "Silence[" + id + " until " + until + "]";
    }
}
