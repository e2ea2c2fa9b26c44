package dev.vestnik.component.redisstreams.group;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The entries that nobody else can have had since this consumer got them: their ownership was renewed in time, and the consumer
 * kept its name. If such an entry is pending with nobody, somebody has deleted the consumer (XGROUP DELCONSUMER), because no
 * other consumer can have settled it.
 */
final class HeldEntries {
    private final long visibility;
    private final LongSupplier clock;
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** When the ownership of all entries was renewed last; of younger ones it began later. */
    private long renewed;

    private String nameToken = "";

    /**
     * @param clock nanoseconds, monotonic
     */
    HeldEntries(Duration visibility, LongSupplier clock) {
        this.visibility = visibility.toNanos();
        this.clock = clock;
        this.renewed = clock.getAsLong();
    }

    /** Entries that Redis has just given to this consumer. */
    void add(Collection<String> some, String token) {
        forgetIfInDoubt(token);
        ids.addAll(some);
    }

    void remove(Collection<String> some) {
        some.forEach(ids::remove);
    }

    /** The ownership of all entries was renewed by commands that went out after this time. */
    synchronized void renewedAt(long at, String token) {
        forgetIfInDoubt(token);
        renewed = at;
    }

    /** Whether nobody else can have had any of these entries. */
    boolean areSure(Collection<String> some, String token) {
        forgetIfInDoubt(token);
        return ids.containsAll(some);
    }

    private synchronized void forgetIfInDoubt(String token) {
        long now = clock.getAsLong();
        if (now - renewed >= visibility) {
            ids.clear();
            renewed = now;
        }
        if (!token.equals(nameToken)) {
            ids.clear();
            nameToken = token;
        }
    }
}
