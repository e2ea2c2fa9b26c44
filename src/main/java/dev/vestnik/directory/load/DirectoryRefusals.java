package dev.vestnik.directory.load;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The refused directory, known to all instances: one with the role producer reads it, and an administrator answers wherever the
 * bot runs.
 */
public final class DirectoryRefusals {
    /** How long an answer waits for the directory that it accepts. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    public DirectoryRefusals(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * A new directory that is not in force.
     *
     * @param files its digest
     * @param problems how many errors it has
     * @param first the first of them
     * @param removed how many people would be logged out; 0: that is not the reason
     * @param loggedIn of how many
     * @param names of the people who would be logged out, the first of them in order
     */
    public record Refusal(String files, int problems, String first, int removed, int loggedIn, List<String> names) {
        public Refusal {
            names = List.copyOf(names);
        }

        static Refusal of(String files, RefreshResult.Refused refused) {
            RefreshResult.Removals removals = refused.removals().orElse(new RefreshResult.Removals(0, 0, List.of()));
            return new Refusal(
                    files,
                    refused.problems().size(),
                    refused.problems().get(0).toString(),
                    removals.removed(),
                    removals.loggedIn(),
                    removals.names());
        }

        /** Whether an administrator may accept it nevertheless. */
        public boolean isAcceptable() {
            return removed > 0;
        }

        /** Without names. */
        @Override
        public String toString() {
            return "Refusal[" + problems + " problems, " + removed + " of " + loggedIn + " people]";
        }
    }

    /** The refused directory; empty: the newest one is in force, or none was read. */
    public Optional<Refusal> current() {
        return Optional.ofNullable(redis.get(keys.directoryRefusal())).map(json -> RedisJson.read(json, Refusal.class));
    }

    /**
     * Lets the next refresh put this directory in force, although it logs out more people than allowed.
     *
     * @param files a digest, or the beginning of one
     * @return whether it is the refused one; another, even a later one in its place, stays refused
     */
    public boolean accept(String files) {
        Optional<Refusal> refusal = current()
                .filter(refused -> refused.isAcceptable() && refused.files().startsWith(files));
        refusal.ifPresent(refused -> redis.set(keys.directoryAccepted(), refused.files(), SetArgs.Builder.px(KEPT)));
        return refusal.isPresent();
    }

    boolean isAccepted(String files) {
        return files.equals(redis.get(keys.directoryAccepted()));
    }

    void put(Refusal refusal) {
        redis.set(keys.directoryRefusal(), RedisJson.write(refusal));
    }

    void clear() {
        redis.del(keys.directoryRefusal(), keys.directoryAccepted());
    }
}
