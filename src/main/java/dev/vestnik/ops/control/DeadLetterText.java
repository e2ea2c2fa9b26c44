package dev.vestnik.ops.control;

import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.event.Event;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as operators see them: with the title of the event, or what the update is about, and the name of the person,
 * without phones.
 */
public final class DeadLetterText {
    /** The stream whose entries are what people wrote, pressed and shared. */
    static final String UPDATES = "updates";

    private static final int MAX_FIELD = 4_000;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final PeopleNames people;
    private final UpdateText updates;
    private final UnaryOperator<String> mask;

    /** @param mask removes phones from a text */
    public DeadLetterText(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            PeopleNames people,
            UpdateText updates,
            UnaryOperator<String> mask) {
        this.redis = redis;
        this.keys = keys;
        this.people = people;
        this.updates = updates;
        this.mask = mask;
    }

    /**
     * @param title of the event; of an update its kind and id
     * @param chat hashed
     */
    record Row(
            String id,
            Instant time,
            String title,
            String person,
            String chat,
            String reason,
            String error,
            int deliveries,
            @Nullable Map<String, String> fields) {}

    /** Without the fields. */
    Row row(String stream, DeadLetter letter) {
        return row(stream, letter, null);
    }

    /** With the fields, each cut to {@value #MAX_FIELD} characters; of an update only what is no personal data. */
    Row whole(String stream, DeadLetter letter) {
        return row(stream, letter, stream.equals(UPDATES) ? updates.facts(letter) : fields(letter));
    }

    private Map<String, String> fields(DeadLetter letter) {
        Map<String, String> fields = new TreeMap<>();
        letter.textFields().forEach((name, value) -> fields.put(name, mask.apply(cut(value))));
        return fields;
    }

    private Row row(String stream, DeadLetter letter, @Nullable Map<String, String> fields) {
        boolean chat = letter.key().matches("-?[0-9]{1,18}");
        long id = chat ? Long.parseLong(letter.key()) : 0;
        return new Row(
                letter.id(),
                letter.time(),
                stream.equals(UPDATES) ? updates.title(letter) : mask.apply(title(letter)),
                chat ? people.nameOf(id) : "",
                chat ? PeopleNames.hashed(id) : "",
                mask.apply(letter.reason()),
                mask.apply(letter.error()),
                letter.deliveries(),
                fields);
    }

    /** Empty: not an entry for an event, or its event is not kept any more. */
    private String title(DeadLetter letter) {
        String ref = letter.textFields().get("event");
        if (ref == null) {
            return "";
        }
        try {
            return Optional.ofNullable(redis.get(keys.event(ref)))
                    .map(EventJson::read)
                    .filter(event -> event.to().isEmpty())
                    .map(Event::title)
                    .orElse("");
        } catch (IllegalStateException unreadable) {
            return "";
        }
    }

    private static String cut(String value) {
        return value.length() <= MAX_FIELD ? value : value.substring(0, MAX_FIELD) + "…";
    }
}
