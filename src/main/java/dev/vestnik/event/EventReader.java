package dev.vestnik.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.event.Rejection.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and validates events. Only what cannot be an event is rejected, with a reason and a sentence: no JSON object, no
 * title, an unknown status, or no key where the status closes. An optional field that cannot be used is left out and
 * recorded in {@link Event#omitted}. Unknown fields are ignored; null and the empty text count as absent. Texts are
 * stripped; a title is made one line, and if it is too long, the whole of it begins the text.
 */
public final class EventReader {
    /** The largest raw event, bytes; it holds a text of 64 KiB with every character escaped. */
    public static final int MAX_RAW = 512 * 1024;
    /** The longest title, characters. */
    public static final int MAX_TITLE = 256;
    /** The longest text, bytes in UTF-8; of a longer one the beginning is kept. */
    public static final int MAX_TEXT = 64 * 1024;
    /** The longest id, key, status, ip, area or source, characters. */
    public static final int MAX_NAME = 256;
    /** The longest url, characters. */
    public static final int MAX_URL = 2048;

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
        return event(parse(raw), null, null);
    }

    /**
     * Reads one event, an array of events, or NDJSON: all or none of them.
     *
     * @param source the {@code source} of events without one
     * @param request names the request: events without an id get it as their id, with their position from the second one on,
     *     so that the same request again adds nothing for 24 hours; null: they have none
     * @throws RejectedException if an event is not valid; the field of one of several starts with {@code events[<index>]},
     *     from 0
     */
    public List<Event> readAll(byte[] raw, String source, @Nullable String request) throws RejectedException {
        List<JsonNode> roots = new ArrayList<>();
        List<byte[]> lines = EventList.lines(raw);
        for (int i = 0; i < lines.size(); i++) {
            try {
                roots.add(parse(lines.get(i)));
            } catch (RejectedException e) {
                throw new RejectedException(e.rejection().inElement(i));
            }
        }
        if (lines.isEmpty()) {
            JsonNode root = parse(raw);
            if (!root.isArray()) {
                if (raw.length > MAX_RAW) {
                    throw new RejectedException(tooLarge(raw.length));
                }
                return List.of(event(root, source, request));
            }
            if (root.isEmpty()) {
                throw new RejectedException(
                        new Rejection(Reason.MISSING, "", "The array is empty; at least one event is needed"));
            }
            root.forEach(roots::add);
        }
        List<Event> events = new ArrayList<>(roots.size());
        for (int i = 0; i < roots.size(); i++) {
            try {
                events.add(event(roots.get(i), source, request == null || i == 0 ? request : request + "/" + (i + 1)));
            } catch (RejectedException e) {
                throw new RejectedException(e.rejection().inElement(i));
            }
        }
        return events;
    }

    /**
     * Reads one event, or an array of events, each of which is judged for itself; null elements are none.
     *
     * @param source the {@code source} of events without one
     * @throws RejectedException if the bytes are no JSON
     */
    public EventBatch readEach(byte[] raw, String source) throws RejectedException {
        JsonNode root = parse(raw);
        List<JsonNode> roots = new ArrayList<>();
        if (root.isArray()) {
            root.forEach(roots::add);
        } else {
            roots.add(root);
        }
        List<Event> events = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            JsonNode element = roots.get(i);
            try {
                if (!element.isNull()) {
                    refuseTooLarge(element, raw.length);
                    events.add(event(element, source, null));
                }
            } catch (RejectedException e) {
                rejections.add(root.isArray() ? e.rejection().inElement(i) : e.rejection());
            }
        }
        return new EventBatch(events, rejections);
    }

    private static void refuseTooLarge(JsonNode element, int most) throws RejectedException {
        int bytes = most <= MAX_RAW ? 0 : element.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_RAW) {
            throw new RejectedException(tooLarge(bytes));
        }
    }

    private static JsonNode parse(byte[] raw) throws RejectedException {
        try {
            return JsonReader.read(raw);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new RejectedException(notJson(
                    place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        } catch (IOException e) {
            // Nothing, more than one value, or invalid UTF-8, which the parser reports without a location.
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

    private Event event(JsonNode root, @Nullable String defaultSource, @Nullable String defaultId)
            throws RejectedException {
        if (!(root instanceof ObjectNode object)) {
            throw new RejectedException(new Rejection(
                    Reason.NOT_AN_OBJECT, "", "It is JSON but not an object; an event is {\"status\":…}"));
        }
        JsonFields fields = new JsonFields(object);
        Status status = status(fields);
        String title = title(fields);
        String sentId = fields.text("id", MAX_NAME);
        String id = sentId == null ? defaultId : sentId;
        String key = fields.text("key", MAX_NAME);
        if (key == null && status.closes()) {
            throw JsonFields.rejected(
                    Reason.KEY_REQUIRED,
                    "key",
                    "is missing, or is not a text of up to " + MAX_NAME + " characters; the status " + status.name()
                            + " closes an incident, and the key says which");
        }
        String source = fields.text("source", MAX_NAME);
        String text = text(fields, title);
        String ip = fields.read("ip", MAX_NAME, IpAddress::normalise);
        String area = fields.text("area", MAX_NAME);
        List<String> to = to(fields);
        Instant time = fields.read("time", MAX_NAME, TimeReader::time);
        Duration expires = fields.read("expires", MAX_NAME, TimeReader::duration);
        URI url = fields.read("url", MAX_URL, written -> LinkReader.link(written)
                .filter(link -> link.toString().length() <= MAX_URL));
        Map<String, String> labels = fields.map("labels");
        return new Event(
                id,
                key == null ? id : key,
                status.name(),
                shortened(title),
                text,
                ip,
                area,
                to,
                time == null ? clock.instant() : time,
                expires,
                url,
                source == null ? defaultSource : source,
                labels,
                fields.omitted());
    }

    private Status status(JsonFields fields) throws RejectedException {
        String name = fields.text("status");
        if (name == null) {
            throw JsonFields.rejected(
                    Reason.MISSING, "status", "is missing, or is not a text; it is one of " + statusNames());
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

    /** The title as one line, of any length. */
    private static String title(JsonFields fields) throws RejectedException {
        String title = fields.text("title");
        String line = title == null ? "" : oneLine(title);
        if (!UnicodeText.isVisible(line)) {
            throw JsonFields.rejected(
                    Reason.MISSING,
                    "title",
                    "is missing, or shows nothing; it is a text of 1 to " + MAX_TITLE + " characters");
        }
        return line;
    }

    private static String shortened(String title) {
        return title.codePointCount(0, title.length()) <= MAX_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, MAX_TITLE - 1)) + "…";
    }

    /** The text; of a title that is too long, the text begins with the whole title. */
    private static @Nullable String text(JsonFields fields, String title) {
        String text = fields.text("text");
        if (title.codePointCount(0, title.length()) > MAX_TITLE) {
            text = text == null ? title : title + "\n\n" + text;
        }
        return text == null ? null : fields.beginning("text", text, MAX_TEXT);
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

    /** An element that is not a phone is kept, so that the event still goes to nobody but the people listed. */
    private List<String> to(JsonFields fields) {
        Set<String> recipients = new LinkedHashSet<>();
        for (String written : fields.texts("to")) {
            // As it is kept, and counted without repetitions, so that reading it again finds the same.
            String text = JsonFields.quoted(written);
            Optional<String> phone = phones.apply(text);
            if (recipients.add(phone.orElse(text)) && phone.isEmpty()) {
                // Without its value: it may be a phone with a typing error.
                fields.omit("to[" + (recipients.size() - 1) + "]", "");
            }
        }
        return List.copyOf(recipients);
    }
}
