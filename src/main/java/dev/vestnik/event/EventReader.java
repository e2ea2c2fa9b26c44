package dev.vestnik.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.event.Rejection.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and validates events; an invalid one is rejected with a reason and a sentence. Unknown fields are ignored; null and
 * the empty text count as absent. Texts are stripped, and a title is made one line.
 */
public final class EventReader {
    /** The largest raw event, bytes; it holds a text of 64 KiB with every character escaped. */
    public static final int MAX_RAW = 512 * 1024;
    /** The longest title, characters. */
    public static final int MAX_TITLE = 256;
    /** The longest text, bytes in UTF-8. */
    public static final int MAX_TEXT = 64 * 1024;
    /** The longest id, key, status, ip, area or source, characters. */
    public static final int MAX_NAME = 256;
    /** The longest url, characters. */
    public static final int MAX_URL = 2048;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Statuses statuses;
    private final Function<String, Optional<String>> phones;
    private final Clock clock;

    /**
     * @param phones converts a phone from the usual notations to E.164; empty: not a phone
     * @param clock gives the time of events without a time
     */
    public EventReader(Statuses statuses, Function<String, Optional<String>> phones, Clock clock) {
        this.statuses = statuses;
        this.phones = phones;
        this.clock = clock;
    }

    /**
     * Reads one event.
     *
     * @throws RejectedException if the bytes are not a valid event; no other exception is thrown
     */
    public Event read(byte[] raw) throws RejectedException {
        if (raw.length > MAX_RAW) {
            throw new RejectedException(tooLarge(raw.length));
        }
        return event(parse(raw), null);
    }

    /**
     * Reads one event, or an array of events: all or none of them.
     *
     * @param source the {@code source} of events without one
     * @throws RejectedException if an event is not valid; the field of an array element starts with {@code
     *     events[<index>]}, from 0
     */
    public List<Event> readAll(byte[] raw, String source) throws RejectedException {
        JsonNode root = parse(raw);
        if (!root.isArray()) {
            if (raw.length > MAX_RAW) {
                throw new RejectedException(tooLarge(raw.length));
            }
            return List.of(event(root, source));
        }
        if (root.isEmpty()) {
            throw new RejectedException(
                    new Rejection(Reason.MISSING, "", "The array is empty; at least one event is needed"));
        }
        List<Event> events = new ArrayList<>(root.size());
        for (int i = 0; i < root.size(); i++) {
            try {
                events.add(event(root.get(i), source));
            } catch (RejectedException e) {
                throw new RejectedException(e.rejection().inElement(i));
            }
        }
        return events;
    }

    private static JsonNode parse(byte[] raw) throws RejectedException {
        try {
            JsonNode root = MAPPER.readTree(raw);
            if (root.isMissingNode()) {
                throw new RejectedException(notJson(""));
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new RejectedException(notJson(
                    e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr() + ")"));
        } catch (IOException e) {
            // Invalid UTF-8, which the parser reports without a location.
            throw new RejectedException(notJson(""));
        }
    }

    private static Rejection notJson(String place) {
        return new Rejection(
                Reason.NOT_JSON, "", "It is not valid JSON in UTF-8" + place + "; an event is one JSON object");
    }

    private static Rejection tooLarge(int bytes) {
        return new Rejection(
                Reason.TOO_LARGE, "", "It has " + bytes + " bytes; an event has up to " + MAX_RAW + " as it is sent");
    }

    private Event event(JsonNode root, @Nullable String defaultSource) throws RejectedException {
        if (!(root instanceof ObjectNode object)) {
            throw new RejectedException(new Rejection(
                    Reason.NOT_AN_OBJECT, "", "It is JSON but not an object; an event is {\"status\":…}"));
        }
        JsonFields fields = new JsonFields(object);
        Status status = status(fields);
        String title = title(fields);
        String id = fields.text("id", MAX_NAME);
        String key = fields.text("key", MAX_NAME);
        if (key == null && status.closes()) {
            throw JsonFields.rejected(
                    Reason.KEY_REQUIRED,
                    "key",
                    "is missing; the status " + status.name() + " closes an incident, and the key says which");
        }
        String source = fields.text("source", MAX_NAME);
        return new Event(
                id,
                key == null ? id : key,
                status.name(),
                title,
                fields.longText("text", MAX_TEXT),
                ip(fields),
                fields.text("area", MAX_NAME),
                to(fields),
                time(fields),
                expires(fields),
                url(fields),
                source == null ? defaultSource : source,
                fields.map("labels"));
    }

    private Status status(JsonFields fields) throws RejectedException {
        String name = fields.text("status", MAX_NAME);
        if (name == null) {
            throw JsonFields.rejected(Reason.MISSING, "status", "is missing; it is one of " + statusNames());
        }
        Optional<Status> status = statuses.named(name);
        if (status.isEmpty()) {
            throw JsonFields.rejected(
                    Reason.UNKNOWN_STATUS,
                    "status",
                    "'" + JsonFields.quoted(name) + "' is not configured; it is one of " + statusNames());
        }
        return status.get();
    }

    private String statusNames() {
        return statuses.all().stream().map(Status::name).collect(Collectors.joining(", "));
    }

    private static String title(JsonFields fields) throws RejectedException {
        String title = fields.text("title", MAX_TITLE);
        String line = title == null ? "" : oneLine(title);
        if (line.isEmpty()) {
            throw JsonFields.rejected(
                    Reason.MISSING, "title", "is missing; it is a text of 1 to " + MAX_TITLE + " characters");
        }
        return line;
    }

    /** Replaces each run of blanks, line breaks and other control characters by one blank. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean inBlank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isBlank = c <= ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029';
            if (!isBlank) {
                line.append(c);
            } else if (!inBlank) {
                line.append(' ');
            }
            inBlank = isBlank;
        }
        return line.toString().strip();
    }

    private static @Nullable String ip(JsonFields fields) throws RejectedException {
        String ip = fields.text("ip", MAX_NAME);
        if (ip == null) {
            return null;
        }
        return IpAddress.normalise(ip)
                .orElseThrow(() -> JsonFields.rejected(
                        Reason.BAD_IP,
                        "ip",
                        "'" + JsonFields.quoted(ip)
                                + "' is not an address; write one like 10.20.30.40 or 2001:db8::1, without a prefix"));
    }

    private List<String> to(JsonFields fields) throws RejectedException {
        List<String> written = fields.texts("to");
        Set<String> normalised = new LinkedHashSet<>();
        for (int i = 0; i < written.size(); i++) {
            Optional<String> phone = phones.apply(written.get(i));
            if (phone.isEmpty()) {
                throw JsonFields.rejected(
                        Reason.BAD_PHONE, "to[" + i + "]", "is not a phone number; write it like +79161234567");
            }
            normalised.add(phone.get());
        }
        return List.copyOf(normalised);
    }

    private Instant time(JsonFields fields) throws RejectedException {
        String time = fields.text("time", MAX_NAME);
        if (time == null) {
            return clock.instant();
        }
        try {
            Instant instant = OffsetDateTime.parse(time).toInstant();
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Rejected below, like a time out of range.
        }
        throw JsonFields.rejected(
                Reason.BAD_TIME,
                "time",
                "'" + JsonFields.quoted(time) + "' is not a time with its zone; write it like 2026-11-23T10:00:00Z");
    }

    private static @Nullable Duration expires(JsonFields fields) throws RejectedException {
        String expires = fields.text("expires", MAX_NAME);
        if (expires == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(expires);
            if (duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Rejected below, like a duration out of range.
        }
        throw JsonFields.rejected(
                Reason.BAD_DURATION,
                "expires",
                "'" + JsonFields.quoted(expires) + "' is not a duration above zero; write it like PT1H or PT30M");
    }

    private static @Nullable URI url(JsonFields fields) throws RejectedException {
        String url = fields.text("url", MAX_URL);
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Rejected below, like another scheme.
        }
        throw JsonFields.rejected(
                Reason.BAD_URL,
                "url",
                "'" + JsonFields.quoted(url) + "' is not a link; it begins with http:// or https:// and names a host");
    }
}
