package dev.vestnik.incident;

import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stream of what people do to incidents. Each act is written together with what it changes, so none is lost, and none is
 * recorded that changed nothing. What people do to private incidents is not recorded, since it is read by others.
 */
public final class Acts {
    /** Nothing is recorded. */
    public static final Acts NONE = new Acts(null);

    private static final String INCIDENT = "incident";
    private static final String LINE = "line";

    private final @Nullable String stream;

    private Acts(@Nullable String stream) {
        this.stream = stream;
    }

    /** @param stream see {@link dev.vestnik.store.Keys#acted} */
    public static Acts in(String stream) {
        return new Acts(stream);
    }

    /**
     * What a person has done.
     *
     * @param incident the incident as it was before
     * @param line what was added to its history
     */
    public record Act(Incident incident, HistoryEntry line) {}

    /** The last key of a script that records an act; none: nothing is recorded. */
    List<String> keys() {
        return stream == null ? List.of() : List.of(stream);
    }

    /** Empty: it is not recorded. */
    public Optional<RedisWrite> write(Act act) {
        return stream == null || act.incident().isPrivate()
                ? Optional.empty()
                : Optional.of(RedisWrite.append(
                        stream,
                        Map.of(INCIDENT, IncidentJson.write(act.incident()), LINE, RedisJson.write(act.line()))));
    }

    /**
     * Reads an entry of the stream.
     *
     * @throws IllegalStateException if it is none of these
     */
    public static Act read(Map<?, ?> fields) {
        return new Act(
                IncidentJson.read(String.valueOf(fields.get(INCIDENT)), Set.of()),
                RedisJson.read(String.valueOf(fields.get(LINE)), HistoryEntry.class));
    }
}
