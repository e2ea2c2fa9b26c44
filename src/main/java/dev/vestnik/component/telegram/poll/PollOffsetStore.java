package dev.vestnik.component.telegram.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * Stores the offset of the next poll in a {@link StateRepository} as {@code <offset> <time>}. Internal to the component.
 *
 * <p>After a week without updates Telegram chooses the next {@code update_id} at random, and an old offset could skip it.
 * Therefore an offset expires 6 days after it was stored. Telegram keeps updates for 24 hours, so the expiry repeats none.
 *
 * @see <a href="https://core.telegram.org/bots/api#update">Update, update_id</a>
 */
public final class PollOffsetStore {
    private static final Duration EXPIRY = Duration.ofDays(6);

    private final @Nullable StateRepository<String, String> repository;
    private final String key;
    private final Clock clock;
    private @Nullable Long offset;
    private Instant storedAt = Instant.MIN;

    /** @param repository null: the offset is kept in memory only */
    public PollOffsetStore(@Nullable StateRepository<String, String> repository, String botId, Clock clock) {
        this.repository = repository;
        this.key = "telegram-offset-" + botId;
        this.clock = clock;
    }

    /** Reads the stored offset; null: there is none, or it has expired. */
    synchronized @Nullable Long load() {
        String value = repository == null ? null : repository.getState(key);
        if (value != null) {
            String[] parts = value.split(" ", 2);
            try {
                offset = Long.valueOf(parts[0]);
                storedAt = parts.length == 2 ? Instant.parse(parts[1]) : clock.instant();
            } catch (NumberFormatException | DateTimeParseException invalid) {
                offset = null;
            }
        }
        return isValid() ? offset : null;
    }

    /** Stores the offset if it has changed; does nothing for null. */
    synchronized void store(@Nullable Long newOffset) {
        if (newOffset == null || newOffset.equals(offset)) {
            return;
        }
        Instant now = clock.instant();
        if (repository != null) {
            repository.setState(key, newOffset + " " + now);
        }
        offset = newOffset;
        storedAt = now;
    }

    /** Whether there is an offset and it has not expired. */
    synchronized boolean isValid() {
        return offset != null && storedAt.plus(EXPIRY).isAfter(clock.instant());
    }
}
