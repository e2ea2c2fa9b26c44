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
 * @param to the phones of the recipients in E.164; if any, the area is not used; an element that is not a phone stays as it
 *     was sent and names nobody
 * @param expires the age, counted from {@code time}, after which the event is recorded but not sent
 * @param url http or https only, in ASCII; its host may be any name that a browser accepts
 * @param omitted the optional fields that the event was sent with and does not have
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
        Map<String, String> labels,
        List<OmittedField> omitted) {
    public Event {
        to = List.copyOf(to);
        labels = Map.copyOf(labels);
        omitted = List.copyOf(omitted);
    }

    /** An event whose fields could all be used. */
    public Event(
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
        this(id, key, status, title, text, ip, area, to, time, expires, url, source, labels, List.of());
    }

    /** The same event with this key and this area. */
    public Event with(@Nullable String newKey, @Nullable String newArea) {
        return new Event(id, newKey, status, title, text, ip, newArea, to, time, expires, url, source, labels, omitted);
    }
}
