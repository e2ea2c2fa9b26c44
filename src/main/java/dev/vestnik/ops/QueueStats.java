package dev.vestnik.ops;

import dev.vestnik.store.Keys;
import dev.vestnik.user.Duty.Stage;
import dev.vestnik.user.User;
import dev.vestnik.user.UserSnapshot;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.stream.Stream;

/** Queue lengths in Redis at one moment; NaN if not known. See {@link QueueMeters}. */
record QueueStats(
        double inbox,
        double rejected,
        double incidents,
        double users,
        double onDuty,
        double overtime,
        double unreachable,
        double undispatched,
        double oldestUnsent,
        double wakingUnsent) {
    static final QueueStats UNKNOWN = new QueueStats(
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN);

    static QueueStats look(
            RedisClusterCommands<String, String> redis, Keys keys, UserSnapshot users, UnsentEvents unsent) {
        UnsentEvents.Figures waiting = unsent.read();
        return new QueueStats(
                redis.llen(keys.inbox()),
                redis.xlen(keys.rejected()),
                redis.zcard(keys.openIncidents()),
                users.all().size(),
                users.all().stream().filter(User::onDuty).count(),
                users.all().stream()
                        .flatMap(user -> Stream.ofNullable(user.duty()))
                        .filter(duty -> duty.stage() == Stage.OVERTIME)
                        .count(),
                users.all().stream().filter(User::unreachable).count(),
                waiting.undispatched(),
                waiting.oldest().toMillis() / 1_000.0,
                waiting.waking());
    }
}
