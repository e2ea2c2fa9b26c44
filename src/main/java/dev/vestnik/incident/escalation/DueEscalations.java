package dev.vestnik.incident.escalation;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.incident.Opening;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds the steps of escalations that are due. */
public final class DueEscalations {
    private static final LuaScript DUE = LuaScript.load("/lua", "escalations_due");

    /** When a step is found again that dispatch has not performed by then. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Clock clock;

    public DueEscalations(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The steps that are due now, those that have been due for the longest first. Of several callers at the same time only one
     * gets a step. An escalation of an incident that somebody owns, or that is closed, ends here.
     */
    public List<EscalationRequest> find(int max) {
        long now = clock.millis();
        List<Object> reply = DUE.list(
                redis,
                List.of(keys.escalations()),
                List.of(
                        keys.incident(""),
                        keys.owner(""),
                        Long.toString(now),
                        Long.toString(now + AGAIN.toMillis()),
                        Integer.toString(max)));
        List<EscalationRequest> due = new ArrayList<>();
        for (int i = 0; i < reply.size(); i += 4) {
            due.add(new EscalationRequest(
                    new Opening(
                            reply.get(i).toString(),
                            Long.parseLong(reply.get(i + 1).toString()),
                            Integer.parseInt(reply.get(i + 2).toString())),
                    Integer.parseInt(reply.get(i + 3).toString())));
        }
        return due;
    }
}
