package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.Connections;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's clock was three hours ahead, and is corrected: nothing waits for the hours that come again. */
class ClockSetBackTest extends RedisStreamsTest {
    private static final String OFFSET = "t:clock-offset";
    private static final Duration AHEAD = Duration.ofHours(3);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private Connections connections;

    @BeforeEach
    void clockIsAhead() {
        connections = Connections.to(server.uri());
        LuaScript.moveClock(OFFSET);
        redis.set(OFFSET, Long.toString(AHEAD.toMillis()));
    }

    @AfterEach
    void clockIsRight() {
        LuaScript.moveClock(null);
        connections.close();
    }

    private void correct() {
        redis.set(OFFSET, "0");
    }

    private void soon(String what) {
        Awaitility.await(what).atMost(SOON).until(() -> seen.contains(what));
    }

    @Test
    void keysThatWaitForARetryOrForTheirPaceGoOn() throws Exception {
        consume(
                "out?keyed=true&rate=100/s&keyPace=#pace" + QUICK,
                exchange -> {
                    String value = exchange.getMessage().getHeader(RedisStreamsConstants.KEY) + " "
                            + value(exchange.getMessage());
                    if (value.equals("retried 1") && !seen.contains("failed")) {
                        seen.add("failed");
                        exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofSeconds(2));
                        throw new IllegalStateException("not yet");
                    }
                    seen.add(value);
                },
                context -> context.getRegistry().bind("pace", (KeyPace) key -> Rate.parse("2/s")));
        addKeyed(connections, "out", "idle", "1");
        addKeyed(connections, "out", "paced", "1");
        addKeyed(connections, "out", "paced", "2");
        addKeyed(connections, "out", "paced", "3");
        addKeyed(connections, "out", "retried", "1");
        soon("idle 1");
        soon("paced 1");
        Awaitility.await().atMost(SOON).until(() -> redis.exists("t:out:clock") == 1 && seen.contains("failed"));

        correct();

        soon("retried 1");
        soon("paced 3");
        addKeyed(connections, "out", "idle", "2");
        addKeyed(connections, "out", "new", "1");
        soon("idle 2");
        soon("new 1");
    }

    @Test
    void whatIsLeasedIsNotGivenToAnotherConsumer() throws Exception {
        String options = "out?keyed=true" + QUICK;
        CountDownLatch free = new CountDownLatch(1);
        Processor slow = exchange -> {
            seen.add(value(exchange.getMessage()));
            free.await(10, TimeUnit.SECONDS);
        };
        consume(options, slow);
        consume(options, slow);
        addKeyed(connections, "out", "k", "1");
        soon("1");
        correct();

        Awaitility.await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> seen.size() == 1);
        free.countDown();
    }

    @Test
    void aLeaseThatOutlivesItsTimeIsShortened() {
        redis.psetex("t:l", AHEAD.toMillis(), "dead");
        try (Leases leases = new Leases(connections)) {
            Lease lease = leases.lease("t:l", Duration.ofSeconds(1));
            Awaitility.await().atMost(SOON).until(lease::hold);
        }
    }
}
