package dev.vestnik.component.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * The offset of the next poll, kept in a {@link StateRepository} as {@code <offset> <time of the last update>}.
 *
 * <p>After a week without updates Telegram goes on from a random id, which an old offset could hide. So an offset is
 * forgotten when nothing has come for six days; since Telegram keeps updates for one day, that repeats none.
 *
 * @see <a href="https://core.telegram.org/bots/api#update">Update, update_id</a>
 */
final class PollOffsets {
    private static final Duration VALID = Duration.ofDays(6);

    private final @Nullable StateRepository<String, String> repository;
    private final String key;
    private final Clock clock;
    private @Nullable Long stored;
    private Instant storedAt = Instant.MIN;

    PollOffsets(@Nullable StateRepository<String, String> repository, String botId, Clock clock) {
        this.repository = repository;
        this.key = "telegram-offset-" + botId;
        this.clock = clock;
    }

    /** Reads what was kept; null: nothing that is still valid. */
    synchronized @Nullable Long load() {
        String value = repository == null ? null : repository.getState(key);
        if (value != null) {
            String[] parts = value.split(" ", 2);
            try {
                stored = Long.valueOf(parts[0]);
                storedAt = parts.length == 2 ? Instant.parse(parts[1]) : clock.instant();
            } catch (NumberFormatException | DateTimeParseException foreign) {
                stored = null;
            }
        }
        return valid() ? stored : null;
    }

    /** Keeps it, if it is another one than before. */
    synchronized void store(@Nullable Long offset) {
        if (offset == null || offset.equals(stored)) {
            return;
        }
        Instant now = clock.instant();
        if (repository != null) {
            repository.setState(key, offset + " " + now);
        }
        stored = offset;
        storedAt = now;
    }

    /** Whether updates have come lately enough for the offset to mean something. */
    synchronized boolean valid() {
        return stored != null && storedAt.plus(VALID).isAfter(clock.instant());
    }
}
