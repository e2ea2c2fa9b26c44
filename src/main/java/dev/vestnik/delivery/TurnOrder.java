package dev.vestnik.delivery;

import dev.vestnik.delivery.digest.DigestStore;
import dev.vestnik.delivery.digest.LiveDigest;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.store.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what waits for a chat from waiting as long as something more urgent keeps coming. A live digest, also that of waking
 * events, is edited again only after {@link #TURN} while others wait; and events that do not wake wait no longer than that
 * behind the edits of cards.
 */
final class TurnOrder {
    static final Duration TURN = Duration.ofSeconds(5);

    private final DigestStore store;
    private final Clock clock;

    TurnOrder(DigestStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param json the live digest; null: none */
    boolean hadItsTurn(@Nullable String json) {
        LiveDigest digest = store.read(json);
        Instant now = clock.instant();
        return digest != null
                && digest.isLive(now)
                && now.isBefore(digest.last().plus(TURN));
    }

    /** @param events in order */
    boolean hasWaited(List<PendingEvent> events) {
        return !events.isEmpty()
                && clock.millis() - StreamId.of(events.get(0).id()).millis() >= TURN.toMillis();
    }
}
