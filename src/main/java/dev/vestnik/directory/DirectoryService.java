package dev.vestnik.directory;

import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The current directory, shared by all instances: the last valid one that was stored in Redis. */
public final class DirectoryService {
    private final DirectoryStore store;
    private final boolean samples;
    private volatile @Nullable CachedDirectory cache;

    /** @param samples whether to accept the sample people of the sandbox; otherwise they are hidden even if stored */
    public DirectoryService(RedisClusterCommands<String, String> redis, Keys keys, boolean samples) {
        this.store = new DirectoryStore(redis, keys);
        this.samples = samples;
    }

    /**
     * The current directory, without access to Redis once it is loaded. Every instance calls {@link #reload} when it is
     * notified of a change.
     */
    public Directory current() {
        CachedDirectory cached = cache;
        return cached == null ? reload() : cached.directory();
    }

    /** Loads the directory if its version has changed. */
    public Directory reload() {
        return at(store.version());
    }

    /**
     * The current directory, for callers that have read {@link Keys#directoryVersion} already.
     *
     * @param version the value of that key; null: it does not exist
     */
    public Directory at(@Nullable String version) {
        String wanted = Objects.requireNonNullElse(version, "");
        CachedDirectory cached = cache;
        if (cached != null && cached.version().equals(wanted)) {
            return cached.directory();
        }
        // The directory may be newer than this version; then the next call loads it again.
        Directory loaded = store.load();
        Directory visible = samples ? loaded : loaded.withoutSamples();
        cache = new CachedDirectory(wanted, visible);
        return visible;
    }

    /** Whether Redis holds a directory; false before the first one, and after Redis was emptied. */
    public boolean exists() {
        return store.version() != null;
    }

    /** Replaces the directory for all instances, atomically. */
    public void replace(Directory directory) {
        store.replace(directory);
        reload();
    }

    private record CachedDirectory(String version, Directory directory) {}
}
