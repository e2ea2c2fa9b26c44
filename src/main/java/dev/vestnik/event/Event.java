package dev.vestnik.event;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A validated event.
 *
 * @param id the sender's id; another event of the same id and status is a duplicate for 24 hours
 * @param key what the event is about; events of one key belong to one incident; default: the id
 * @param status the name of one of the configured statuses
 * @param title 1 to 256 characters
 * @param text up to 64 KiB
 * @param ip an IPv4 or IPv6 address; the longest matching range gives its area
 * @param area wins over {@code ip}
 * @param to the phones of the recipients in E.164; if any, the area is not used
 * @param expires the age, counted from {@code time}, after which the event is recorded but not sent
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
