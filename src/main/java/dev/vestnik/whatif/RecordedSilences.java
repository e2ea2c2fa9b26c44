package dev.vestnik.whatif;

import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.dispatch.EventStreamEntry.Silencing;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.store.Keys;
import dev.vestnik.store.StreamId;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The silences that have not ended, since when each of them lasts. Of those that have ended, Redis keeps nothing. */
public final class RecordedSilences {
    /** Replays events without silences. */
    public static final RecordedSilences NONE = new RecordedSilences(List.of());

    private final List<Begun> begun;

    private record Begun(Instant since, String id, String json) {}

    private RecordedSilences(List<Begun> begun) {
        this.begun = begun;
    }

    /** Reads those of this moment, and finds their begin in the stream of events. */
    public static RecordedSilences read(RedisClusterCommands<String, String> redis, Keys keys) {
        Map<String, String> silences = redis.hgetall(keys.silences());
        if (silences.isEmpty()) {
            return NONE;
        }
        Instant first = silences.values().stream()
                .map(json -> SilenceStore.read(json).until().minus(SilenceStore.LONGEST))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Map<String, Instant> begins = new HashMap<>();
        new RecordedEvents(redis, keys).readPages(first, page -> page.forEach(message -> noteBegin(message, begins)));
        List<Begun> begun = new ArrayList<>();
        silences.forEach((id, json) -> begun.add(new Begun(begins.getOrDefault(id, first), id, json)));
        return new RecordedSilences(begun);
    }

    private static void noteBegin(StreamMessage<String, String> message, Map<String, Instant> begins) {
        if (!message.getBody().containsKey("body")
                && EventStreamEntry.of(message.getId(), message.getBody()) instanceof Silencing silencing
                && !silencing.request().ends()) {
            begins.putIfAbsent(
                    silencing.request().id(),
                    Instant.ofEpochMilli(StreamId.of(message.getId()).millis()));
        }
    }

    /** How many there are. */
    public int size() {
        return begun.size();
    }

    /** Those that lasted at this time, as they are stored, by their ids. */
    Map<String, String> at(Instant time) {
        Map<String, String> lasting = new HashMap<>();
        begun.stream()
                .filter(silence -> !silence.since().isAfter(time))
                .forEach(silence -> lasting.put(silence.id(), silence.json()));
        return lasting;
    }
}
