package dev.vestnik.revision;

import dev.vestnik.store.Keys;
import dev.vestnik.store.Sha256;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the route files that this instance has in force with those of the others. Each instance publishes a digest of each
 * file; what an instance that has died published expires. Files are compared by folder and name, such as {@code
 * local/disk.camel.yaml}.
 */
public final class InstanceFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceFiles.class);

    /** What an instance has published lives three times as long as the pause in which it publishes. */
    private static final int MISSED = 3;

    private static final int DIGITS = 16;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final String instance;
    private final Duration pause;
    private final Consumer<Map<String, List<String>>> listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread publisher = new Thread(task, "route-files");
        publisher.setDaemon(true);
        return publisher;
    });
    private volatile Map<String, String> own = Map.of();
    private volatile Map<String, List<String>> differences = Map.of();

    /**
     * @param instance the name of this instance, which no other has
     * @param pause between two comparisons
     * @param listener is told when the differences have changed
     */
    public InstanceFiles(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            String instance,
            Duration pause,
            Consumer<Map<String, List<String>>> listener) {
        this.redis = redis;
        this.keys = keys;
        this.instance = instance;
        this.pause = pause;
        this.listener = listener;
    }

    /** Publishes these files now, and from then on again and again. */
    public void inForce(Map<String, String> texts) {
        boolean first = own.isEmpty();
        Map<String, String> digests = new TreeMap<>();
        texts.forEach(
                (path, text) -> digests.put(name(Path.of(path)), Sha256.of(text).substring(0, DIGITS)));
        own = digests;
        try {
            if (first) {
                var unused = thread.scheduleWithFixedDelay(this::compare, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                thread.execute(this::compare);
            }
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The route files are not published any more");
        }
    }

    /** The files that differ, by the instance that has others; as of the last comparison. */
    public Map<String, List<String>> differences() {
        return differences;
    }

    private void compare() {
        try {
            Map<String, String> mine = own;
            String key = keys.routeFiles(instance);
            redis.del(key);
            if (!mine.isEmpty()) {
                redis.hset(key, mine);
                redis.pexpire(key, pause.multipliedBy(MISSED));
            }
            redis.sadd(keys.routeFiles(), instance);
            Map<String, List<String>> found = new TreeMap<>();
            for (String other : redis.smembers(keys.routeFiles())) {
                Map<String, String> theirs = redis.hgetall(keys.routeFiles(other));
                if (theirs.isEmpty()) {
                    redis.srem(keys.routeFiles(), other);
                } else if (!theirs.equals(mine)) {
                    found.put(other, different(mine, theirs));
                }
            }
            if (!found.equals(differences)) {
                differences = found;
                listener.accept(found);
            }
        } catch (RedisException unavailable) {
            LOG.debug("The route files of the instances are not compared", unavailable);
        }
    }

    private static List<String> different(Map<String, String> mine, Map<String, String> theirs) {
        Set<String> names = new TreeSet<>(mine.keySet());
        names.addAll(theirs.keySet());
        names.removeIf(name -> Objects.equals(mine.get(name), theirs.get(name)));
        return List.copyOf(names);
    }

    private static String name(Path file) {
        Path folder = file.getParent();
        return folder == null ? file.toString() : folder.getFileName() + "/" + file.getFileName();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
