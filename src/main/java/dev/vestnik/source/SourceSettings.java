package dev.vestnik.source;

import dev.vestnik.component.redisstreams.Rate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about one source.
 *
 * @param token what its requests must have; null: none is set
 * @param open whether everybody may send to it
 * @param from who may send, for a source whose messages have no token: networks, or addresses of mail
 * @param path begins with a slash; null: the one of its route
 * @param tokenPlace where its requests have the token; null: as its route says
 * @param port where it listens, for a source that is not over HTTP; null: as its route says
 * @param rate how many requests, or messages that are events, it may send to this process
 * @param expect the longest time between two of them; zero: any
 */
public record SourceSettings(
        boolean enabled,
        @Nullable String token,
        boolean open,
        List<String> from,
        @Nullable String path,
        @Nullable TokenPlace tokenPlace,
        @Nullable Integer port,
        Rate rate,
        Duration expect) {
    public SourceSettings {
        from = List.copyOf(from);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "SourceSettings[enabled=" + enabled + ", open=" + open + "]";
    }
}
