package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Schedule.Mode;
import dev.vestnik.component.redisstreams.client.Connections;
import io.lettuce.core.StreamMessage;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settlements that Redis refuses, by a key of the wrong type or a missing right: for a while, or for good. */
class RefusedSettlementIT extends RedisStreamsTest {
    /** A refused settlement is repeated for two seconds. */
    private static final String PATIENT = "&block=100&backoff=400&maxBackoff=400&maxDeliveries=5";

    /** For 50 ms. */
    private static final String IMPATIENT = "&block=100&backoff=10&maxBackoff=10";

    private final AtomicInteger runs = new AtomicInteger();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private Connections connections;

    @BeforeEach
    void open() {
        connections = Connections.to(server.uri());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private void put(Mode mode, int n) {
        if (mode == Mode.KEYED) {
            addKeyed(connections, "s", "k", Integer.toString(n));
        } else {
            add("s", n);
        }
    }

    /** Its second write is refused as long as the set is no set. */
    private void enlistTwo(Exchange exchange) {
        runs.incrementAndGet();
        Settlement settlement = Settlement.of(exchange);
        settlement.enlist("SET", "t:first", "written");
        settlement.enlist("SADD", "t:set", value(exchange.getMessage()));
    }

    private static HealthCheck.Result health(CamelContext context) {
        return ((HealthCheck) consumer(context).getHealthCheck()).call();
    }

    private static String message(CamelContext context) {
        return String.valueOf(health(context).getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedSettlementIsRepeatedUntilTheCauseIsRepairedAndTheExchangeIsNot(Mode mode) throws Exception {
        redis.set("t:set", "no set");
        CamelContext context = consume(mode.uri() + PATIENT, this::enlistTwo);
        put(mode, 1);
        eventually(() -> assertThat(message(context))
                .contains("WRONGTYPE", "SADD t:set", "the key is a string, right is a set", "since 20"));
        assertThat(health(context).getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(redis.exists("t:first"))
                .as("nothing was written before the refused command")
                .isZero();

        redis.del("t:set");
        eventually(() -> assertThat(redis.smembers("t:set")).containsExactly("1"));
        assertThat(redis.get("t:first")).isEqualTo("written");
        eventually(() -> assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP));
        assertThat(runs).hasValue(1);
        assertThat(redis.exists("t:s:dead")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aSettlementThatIsRefusedForTooLongBecomesADeadLetterWithTheReason(Mode mode) throws Exception {
        redis.set("t:set", "no set");
        CamelContext context = consume(mode.uri() + IMPATIENT, this::enlistTwo);
        put(mode, 1);
        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        Map<String, String> letter = entries("s:dead").get(0).getBody();
        assertThat(letter).containsEntry("n", "1").containsEntry("dead-reason", "settlement-refused");
        assertThat(letter.get("dead-error")).contains("WRONGTYPE", "SADD t:set");
        assertThat(redis.exists("t:first")).isZero();
        assertThat(runs).hasValue(1);
        eventually(() -> assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP));
    }

    @ParameterizedTest
    @EnumSource
    void aDeadLetterThatIsRefusedTooStaysPendingAndVisibleAndIsWrittenInTheEnd(Mode mode) throws Exception {
        redis.set("t:set", "no set");
        redis.set("t:s:dead", "no stream");
        CamelContext context = consume(mode.uri() + IMPATIENT, this::enlistTwo);
        put(mode, 1);
        eventually(() -> assertThat(message(context)).contains("XADD t:s:dead"));
        assertThat(consumer(context).getInFlight()).isEqualTo(1);
        redis.del("t:s:dead");
        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s?group=g&batchSize=10", "s?group=g&batchSize=10&lease=only"})
    void oneEntryOfABatchThatIsRefusedDoesNotHoldItsNeighbours(String uri) throws Exception {
        redis.set("t:set:3", "no set");
        for (int n = 0; n < 6; n++) {
            add("s", n);
        }
        consume(uri + IMPATIENT, exchange -> {
            for (Message part : batch(exchange)) {
                Settlement.of(exchange).enlist("SADD", "t:set:" + value(part), "x");
            }
        });
        eventually(() -> assertThat(entries("s:dead"))
                .singleElement()
                .extracting(StreamMessage::getBody)
                .satisfies(body -> assertThat(body).containsEntry("n", "3")));
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(redis.exists("t:set:0", "t:set:1", "t:set:2", "t:set:4", "t:set:5"))
                .isEqualTo(5);
    }

    @Test
    void aRefusedKeyDoesNotHoldOtherKeysThatAreSettledByTheSameRun() throws Exception {
        redis.set("t:set:bad", "no set");
        CamelContext context = consume("s?keyed=true" + PATIENT, exchange -> {
            String key = exchange.getMessage().getHeader(RedisStreamsConstants.KEY, String.class);
            Settlement.of(exchange).enlist("SADD", "t:set:" + key, "x");
            done.add(key);
        });
        addKeyed(connections, "s", "bad", "1");
        for (int n = 0; n < 20; n++) {
            addKeyed(connections, "s", "good" + n, "1");
        }
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(20));
        redis.del("t:set:bad");
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(21));
        assertThat(done).hasSize(21);
    }

    @Test
    void aDueKeyThatCannotBeReadIsReportedAndDoesNotStopTheOthers() throws Exception {
        redis.set("t:s:odd", "no stream");
        redis.zadd("t:s:due", 0, "odd");
        CamelContext context = consume("s?keyed=true" + PATIENT, exchange -> done.add(value(exchange.getMessage())));
        addKeyed(connections, "s", "k", "1");
        eventually(() -> assertThat(done).containsExactly("1"));
        eventually(() -> assertThat(message(context)).contains("XRANGE t:s:odd", "right is a stream"));
    }

    @Test
    void aStateThatIsNoStateDoesNotStopAKey() throws Exception {
        redis.hset("t:s:tries", "k", "odd");
        redis.lpush("t:s:pace:k", "odd");
        consume("s?keyed=true" + QUICK, exchange -> done.add(value(exchange.getMessage())));
        addKeyed(connections, "s", "k", "1");
        eventually(() -> assertThat(done).containsExactly("1"));
        eventually(() -> assertThat(redis.exists("t:s:due")).isZero());
    }

    @Test
    void aMissingRightIsNamed() throws Exception {
        redis.aclSetuser(
                "app",
                io.lettuce.core.AclSetuserArgs.Builder.on()
                        .addPassword("pw")
                        .allKeys()
                        .allChannels()
                        .allCommands()
                        .removeCommand(io.lettuce.core.protocol.CommandType.SADD));
        String uri = server.uri().replace("redis://", "redis://app:pw@");
        CamelContext context = consume(uri, "s?group=g" + PATIENT, this::enlistTwo, any -> {});
        add("s", 1);
        eventually(() -> assertThat(message(context)).contains("NOPERM", "may not run SADD t:set"));
        assertThat(redis.exists("t:first")).isZero();
        redis.aclSetuser("app", io.lettuce.core.AclSetuserArgs.Builder.allCommands());
        eventually(() -> assertThat(redis.smembers("t:set")).containsExactly("1"));
        assertThat(runs).hasValue(1);
    }
}
