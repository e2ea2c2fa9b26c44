package dev.vestnik.directory;

import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The directory in force, the same for all instances: the last good one that was put into Redis. */
public final class DirectoryService {
    private final DirectoryStore store;
    private final boolean samples;
    private volatile @Nullable Cached cache;

    /** @param samples whether the sandbox's sample people exist; without it they are never seen, even if Redis has them */
    public DirectoryService(RedisClusterCommands<String, String> redis, Keys keys, boolean samples) {
        this.store = new DirectoryStore(redis, keys);
        this.samples = samples;
    }

    /**
     * The directory in force, without a look into Redis once it was loaded. Every instance is told of a new one (see
     * {@link #reload}).
     */
    public Directory current() {
        Cached cached = cache;
        return cached == null ? reload() : cached.directory();
    }

    /** Loads the directory if its version has changed. */
    public Directory reload() {
        return at(store.version());
    }

    /**
     * The directory in force, for who has read {@link Keys#directoryVersion} already.
     *
     * @param version as read; null: there is none
     */
    public Directory at(@Nullable String version) {
        String wanted = Objects.requireNonNullElse(version, "");
        Cached cached = cache;
        if (cached != null && cached.version().equals(wanted)) {
            return cached.directory();
        }
        // It may be newer than the version: then the next call loads it once more.
        Directory loaded = store.load();
        Directory seen = samples ? loaded : loaded.withoutSamples();
        cache = new Cached(wanted, seen);
        return seen;
    }

    /** Whether Redis holds a directory; false before the first one, and after Redis was emptied. */
    public boolean exists() {
        return store.version() != null;
    }

    /** Puts this directory in force, at once and whole, for all instances. */
    public void replace(Directory directory) {
        store.replace(directory);
        reload();
    }

    private record Cached(String version, Directory directory) {}
}
