package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time of the scripts is the server's, unless a key moves it. */
class ScriptClockTest extends RedisStreamsTest {
    private static final String OFFSET = "t:it's a clock\\offset";

    private final KeyedKeys keys = new KeyedKeys("t:out");
    private Connections connections;

    @BeforeEach
    void connect() {
        connections = Connections.to(server.uri());
    }

    @AfterEach
    void disconnect() {
        LuaScript.moveClock(null);
        connections.close();
    }

    @Test
    void aKeyMovesTheTimeOfTheScripts() {
        addKeyed(connections, "out", "k", "1");
        assertThat(taken()).isOne();
        assertThat(taken()).as("leased for a minute").isZero();
        redis.set(OFFSET, "61000");
        assertThat(taken()).as("nobody has named the key").isZero();
        LuaScript.moveClock(OFFSET);
        assertThat(taken()).isOne();
        assertThat(taken()).isZero();
        redis.del(OFFSET);
        assertThat(taken()).as("leased for a minute from then on").isZero();
    }

    private int taken() {
        List<Object> reply = StreamScript.KEYED_POLL
                .list(
                        connections.shared(),
                        new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate()},
                        ScriptArguments.of("t:out", "1", "1", "60000", "token", "0", "0", "me", "0"))
                .join();
        return reply.size() - 3;
    }
}
