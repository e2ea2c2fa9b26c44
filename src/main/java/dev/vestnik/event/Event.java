package dev.vestnik.event;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, validated.
 *
 * @param id the sender's id; the same id with the same status again is a duplicate for 24 hours
 * @param key what it is about; events of one key belong to one incident; by default the id
 * @param status the name of one of the configured statuses
 * @param title 1 to 256 characters
 * @param text up to 64 KiB
 * @param ip an IPv4 or IPv6 address; its area is found by the longest matching range
 * @param area wins over {@code ip}
 * @param to phones in E.164 of exactly those who get it; the area is then not asked
 * @param expires counted from {@code time}; an older event is recorded, not sent
 * @param url http or https only
 */
public record Event(
        @Nullable String id,
        @Nullable String key,
        String status,
        String title,
        @Nullable String text,
        @Nullable String ip,
        @Nullable String area,
        List<String> to,
        Instant time,
        @Nullable Duration expires,
        @Nullable URI url,
        @Nullable String source,
        Map<String, String> labels) {
    public Event {
        to = List.copyOf(to);
        labels = Map.copyOf(labels);
    }
}
