package dev.vestnik.directory;

import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current directory, shared by all instances: the last valid one that was stored in Redis. */
public final class DirectoryService {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryService.class);

    private final DirectoryStore store;
    private final boolean samples;
    private volatile @Nullable CachedDirectory cache;
    private volatile @Nullable String unreadable;
    private @Nullable DirectoryLoading loading;

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
        return whole(store.version());
    }

    /** Whether Redis holds a directory that can be read; false before the first one, and after Redis was emptied. */
    public boolean isIntact() {
        String version = store.version();
        if (version == null) {
            return false;
        }
        try {
            whole(version);
        } catch (IllegalStateException e) {
            return false;
        }
        return !version.equals(unreadable);
    }

    /** The last directory that could be read; empty if none could be since the start. */
    public Directory last() {
        CachedDirectory cached = cache;
        return cached == null ? Directory.EMPTY : cached.directory();
    }

    /**
     * The current directory, for callers that have read {@link Keys#directoryVersion} already. A small new one is read at once,
     * so that it is in force for the next event on every instance. A large one is read beside: until then, and while one cannot be
     * read, it is the last one that could be.
     *
     * @param version the value of that key; null: it does not exist
     * @throws IllegalStateException if the stored directory cannot be read, and none could be since the start
     */
    public Directory at(@Nullable String version) {
        String wanted = Objects.requireNonNullElse(version, "");
        CachedDirectory cached = cache;
        if (cached == null) {
            return whole(version);
        }
        if (cached.version().equals(wanted)) {
            return cached.directory();
        }
        try {
            DirectoryLoading running = loading(wanted);
            return running.isOf(wanted) && store.isSmall() ? running.whole() : cached.directory();
        } catch (IllegalStateException e) {
            return cached.directory();
        }
    }

    private Directory whole(@Nullable String version) {
        String wanted = Objects.requireNonNullElse(version, "");
        CachedDirectory cached = cache;
        if (cached != null && cached.version().equals(wanted)) {
            return cached.directory();
        }
        try {
            DirectoryLoading running = loading(wanted);
            Directory loaded = running.whole();
            // One that ran already may have read the version before.
            return running.isOf(wanted) ? loaded : loading(wanted).whole();
        } catch (IllegalStateException e) {
            if (cached == null) {
                throw e;
            }
            return cached.directory();
        }
    }

    private synchronized DirectoryLoading loading(String version) {
        DirectoryLoading running = loading;
        if (running == null || running.isOver()) {
            running = DirectoryLoading.begin(version, () -> load(version));
            loading = running;
        }
        return running;
    }

    /** The directory may be newer than this version; then the next call loads it again. */
    private Directory load(String version) {
        Directory loaded;
        try {
            loaded = store.load();
        } catch (IllegalStateException e) {
            report(version, e);
            throw e;
        }
        unreadable = null;
        Directory visible = visible(loaded);
        cache = new CachedDirectory(version, visible);
        return visible;
    }

    private void report(String version, IllegalStateException fault) {
        if (!version.equals(unreadable)) {
            unreadable = version;
            LOG.error(
                    "The directory in Redis cannot be read; until the next refresh replaces it, the last one that could be"
                            + " stays in force: {}",
                    fault.getMessage());
        }
    }

    /** Replaces the directory for all instances, atomically. */
    public void replace(Directory directory) {
        String version = store.replace(directory);
        unreadable = null;
        cache = new CachedDirectory(version, visible(directory));
    }

    private Directory visible(Directory directory) {
        return samples ? directory : directory.withoutSamples();
    }

    private record CachedDirectory(String version, Directory directory) {}
}
