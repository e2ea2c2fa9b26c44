package dev.vestnik.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends events of the page to Vestnik's inbox, and tells the addresses that other systems use. */
public interface SandboxEvents {
    /** Pushes these JSON texts to the inbox, in this order, without validation. */
    void push(List<String> events);

    /** The key of the inbox, a Redis LIST. */
    String inbox();

    /** The address of that Redis, for {@code redis-cli -u}; null: hidden. */
    @Nullable
    String redisUri();

    /** The bearer token of {@code POST /events}; null: that endpoint is off. */
    @Nullable
    String httpToken();
}
