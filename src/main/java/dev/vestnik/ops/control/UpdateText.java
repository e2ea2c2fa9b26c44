package dev.vestnik.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.bot.Command;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.IncomingUpdateReader;
import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.store.RedisJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a kept update of Telegram is about, without anything that somebody has written or shared. */
public final class UpdateText {
    /** A button of Vestnik; other clients may send anything as one. */
    private static final Pattern PURPOSE = Pattern.compile("[a-z]{1,20}");

    private final IncomingUpdateReader reader;

    public UpdateText(IncomingUpdateReader reader) {
        this.reader = reader;
    }

    /** Such as {@code press take #1234, update 87} or {@code command poolon, update 88}. */
    String title(DeadLetter letter) {
        Map<String, String> facts = facts(letter);
        StringBuilder title = new StringBuilder(facts.getOrDefault("kind", "unreadable"));
        for (String fact : new String[] {"command", "button"}) {
            title.append(facts.containsKey(fact) ? " " + facts.get(fact) : "");
        }
        title.append(facts.containsKey("incident") ? " #" + facts.get("incident") : "");
        return title.append(facts.containsKey("update") ? ", update " + facts.get("update") : "")
                .toString();
    }

    /** Kind, and if there are: command, purpose of the button, number of the incident, id of the update. Empty: it is no update. */
    Map<String, String> facts(DeadLetter letter) {
        JsonNode json = json(letter);
        if (json == null) {
            return Map.of();
        }
        IncomingUpdate update = reader.read(json);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("kind", kind(update.kind()));
        Arrays.stream(Command.values())
                .map(Command::word)
                .filter(word -> word.equals(update.command()))
                .forEach(word -> facts.put("command", word));
        if (PURPOSE.matcher(update.button()).matches()) {
            facts.put("button", update.button());
        }
        if (update.incident() != null) {
            facts.put("incident", update.incident().toString());
        }
        if (json.path("update_id").isIntegralNumber()) {
            facts.put("update", json.path("update_id").asText());
        }
        return facts;
    }

    private static @Nullable JsonNode json(DeadLetter letter) {
        try {
            return RedisJson.read(
                    letter.textFields().getOrDefault(RedisStreamsConstants.BODY_FIELD, ""), JsonNode.class);
        } catch (IllegalStateException unreadable) {
            return null;
        }
    }

    private static String kind(IncomingUpdate.Kind kind) {
        return switch (kind) {
            case CALLBACK -> "press";
            case TEXT -> "message";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
