package dev.vestnik.ledger;

import dev.vestnik.event.Event;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the events that were sent to a person. */
public final class DeliveredEvents {
    /** Bounds the memory of one count; more than anybody is sent in one duty. */
    private static final int MAX_EVENTS = 50_000;

    private static final int PAGE = 500;
    private static final Logger LOG = LoggerFactory.getLogger(DeliveredEvents.class);
    private static final Set<DeliveryOutcome> SENT = EnumSet.of(DeliveryOutcome.SENT, DeliveryOutcome.MERGED);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final DeliveryRecordStream records;

    public DeliveredEvents(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
        this.records = new DeliveryRecordStream(redis, keys);
    }

    /**
     * What was sent to a chat.
     *
     * @param byStatus the number of events by the name of their status, without those that were handed over at the start of duty
     * @param incidents the keys of the incidents of all events
     */
    public record Delivered(Map<String, Integer> byStatus, Set<String> incidents) {}

    /** What was sent to this chat since then; of more than 50,000 events the latest. */
    public Delivered since(long chat, Instant since) {
        Map<String, Boolean> counted = new LinkedHashMap<>();
        records.since(chat, since)
                .filter(entry -> SENT.contains(entry.record().state()))
                .flatMap(entry -> entry.events().stream())
                .limit(MAX_EVENTS)
                .forEach(entry -> counted.merge(entry.event(), isNew(entry), Boolean::logicalOr));
        Map<String, Integer> byStatus = new HashMap<>();
        Set<String> incidents = new HashSet<>();
        List<String> refs = new ArrayList<>(counted.keySet());
        for (int from = 0; from < refs.size(); from += PAGE) {
            List<String> page = refs.subList(from, Math.min(from + PAGE, refs.size()));
            events(page).forEach((ref, event) -> {
                if (Boolean.TRUE.equals(counted.get(ref))) {
                    byStatus.merge(event.status(), 1, Integer::sum);
                }
                String key = event.key();
                incidents.add(key == null ? ref : key);
            });
        }
        return new Delivered(byStatus, incidents);
    }

    private static boolean isNew(OutboxEntry entry) {
        return entry.why() != Why.HANDOVER;
    }

    private Map<String, Event> events(List<String> refs) {
        Map<String, Event> events = new HashMap<>();
        List<KeyValue<String, String>> texts =
                redis.mget(refs.stream().map(keys::event).toArray(String[]::new));
        for (int i = 0; i < refs.size(); i++) {
            if (texts.get(i).hasValue()) {
                try {
                    events.put(refs.get(i), EventJson.read(texts.get(i).getValue()));
                } catch (RuntimeException damaged) {
                    LOG.warn("The event {} cannot be read", refs.get(i));
                }
            }
        }
        return events;
    }
}
