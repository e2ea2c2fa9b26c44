package dev.vestnik.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.Acts.Act;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Incident;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** The steps of {@code acted.camel.yaml}. */
public final class ActedSteps {
    private final Duration pause;
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    /** @param pause the time before an act is sent again to a target that does not answer */
    public ActedSteps(Duration pause, RedisClusterCommands<String, String> redis, Keys keys) {
        this.pause = pause;
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Body: an entry of the stream {@code acted} to the JSON of the act, as the documentation describes it; with the last event
     * of its incident that opened or changed it, while that is kept.
     */
    public void describe(Exchange exchange) throws InvalidPayloadException {
        Act act = Acts.read(exchange.getMessage().getMandatoryBody(Map.class));
        String id = exchange.getMessage().getHeader(RedisStreamsConstants.ID, String.class);
        exchange.getMessage().setBody(RedisJson.write(describe(id, act)));
    }

    private Map<String, Object> describe(String id, Act act) {
        HistoryEntry line = act.line();
        Incident incident = act.incident();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", id);
        described.put("act", line.kind().name().toLowerCase(Locale.ROOT));
        put(described, "by", line.who());
        described.put("at", line.at().toString());
        put(described, "owner", owner(line));
        put(described, "text", line.kind() == Kind.NOTED ? line.text() : null);
        described.put("number", incident.number());
        described.put("key", incident.key());
        described.put("status", incident.status());
        described.put("title", incident.title());
        put(described, "area", incident.area());
        described.put("opened", incident.opened().toString());
        put(described, "event", event(incident));
        return described;
    }

    /** Null: nobody, or as before. */
    private static @Nullable String owner(HistoryEntry line) {
        return switch (line.kind()) {
            case TAKEN -> line.who();
            case HANDED_OVER -> line.text();
            default -> null;
        };
    }

    private @Nullable Map<String, Object> event(Incident incident) {
        String json = redis.get(keys.event(incident.event()));
        if (json == null) {
            return null;
        }
        Event event = EventJson.read(json);
        Map<String, Object> described = new LinkedHashMap<>();
        put(described, "id", event.id());
        put(described, "source", event.source());
        put(described, "url", event.url() == null ? null : event.url().toString());
        put(described, "ip", event.ip());
        described.put("labels", event.labels());
        return described;
    }

    private static void put(Map<String, Object> described, String field, @Nullable Object value) {
        if (value != null) {
            described.put(field, value);
        }
    }

    /**
     * The target does not answer, or cannot serve now (408, 429, 5xx): the act waits, and those after it, until it does.
     * Whatever else fails is counted, and in the end the act is a dead letter.
     *
     * @throws Exception the failure itself, always
     */
    public void passFailure(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (isTransient(failure)) {
            exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, pause);
        }
        throw failure;
    }

    private static boolean isTransient(Exception failure) {
        HttpOperationFailedException refused = ObjectHelper.getException(HttpOperationFailedException.class, failure);
        if (refused != null) {
            int status = refused.getStatusCode();
            return status == 408 || status == 429 || status >= 500;
        }
        // That an answer is no JSON is an IOException, too.
        return ObjectHelper.getException(JsonProcessingException.class, failure) == null
                && ObjectHelper.getException(IOException.class, failure) != null;
    }
}
