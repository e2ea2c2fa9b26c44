package dev.vestnik.source;

import dev.vestnik.component.redisstreams.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about one source.
 *
 * @param token what its requests must have; null: none is set
 * @param open whether everybody may send to it
 * @param path begins with a slash; null: the one of its route
 * @param tokenPlace where its requests have the token; null: as its route says
 * @param rate how many requests it may send to this process
 * @param expect the longest time between two requests; zero: any
 */
public record SourceSettings(
        boolean enabled,
        @Nullable String token,
        boolean open,
        @Nullable String path,
        @Nullable TokenPlace tokenPlace,
        Rate rate,
        Duration expect) {
    /** Never shows the token. */
    @Override
    public String toString() {
        return "SourceSettings[enabled=" + enabled + ", open=" + open + "]";
    }
}
