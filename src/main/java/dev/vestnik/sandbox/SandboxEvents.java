package dev.vestnik.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from the page into Vestnik's inbox, and how anybody else would go it. */
public interface SandboxEvents {
    /** Pushes these JSON texts to the inbox, in this order, whatever they are: checking them is Vestnik's. */
    void push(List<String> events);

    /** The Redis LIST that is the inbox. */
    String inbox();

    /** Where that Redis is, for {@code redis-cli -u}; null: not to be told. */
    @Nullable
    String redisUri();

    /** The bearer token that {@code POST /events} takes; null: that endpoint is off. */
    @Nullable
    String httpToken();
}
