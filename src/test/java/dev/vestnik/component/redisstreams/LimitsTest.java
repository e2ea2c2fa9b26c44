package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** The largest settlements: a script must neither fail on them nor keep Redis for long. */
class LimitsTest extends RedisStreamsTest {
    @Test
    void theLargestBatchWithManyWritesIsSettledAtOnce() throws Exception {
        redis.eval(
                "for i = 1, 3000 do redis.call('XADD', KEYS[1], '*', 'n', i) end return 1",
                ScriptOutputType.INTEGER,
                "t:s");
        CamelContext context = consume("s?group=g&batchSize=1000&maxInFlight=1", exchange -> {
            Settlement settlement = Settlement.of(exchange);
            for (String id : settlement.ids()) {
                settlement.enlist("RPUSH", "t:written", id);
                settlement.enlistKeyed("t:out", "k" + id.hashCode() % 50, Map.of("id", id));
            }
        });
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(3000));
        assertThat(redis.llen("t:written")).isEqualTo(3000);
        assertThat(left("s", "g")).isZero();
        long slowest = redis.slowlogGet().stream()
                .filter(line -> line.toString().contains("EVAL"))
                .mapToLong(line -> (Long) ((List<?>) line).get(2))
                .max()
                .orElse(0);
        System.out.println("LimitsTest: 1,000 entries and 2,000 writes in one script: at most " + slowest + " us");
        assertThat(slowest).isLessThan(500_000);
    }

    @Test
    void theLargestBatchOfAKeyIsBuriedAtOnce() throws Exception {
        redis.eval(
                "for i = 1, 1000 do redis.call('XADD', KEYS[1], '*', 'n', i) end redis.call('ZADD', KEYS[2], 0, 'k')"
                        + " return 1",
                ScriptOutputType.INTEGER,
                "t:s:k",
                "t:s:due");
        CamelContext context = consume("s?keyed=true&batchSize=1000", exchange -> {
            exchange.getMessage().setHeader(RedisStreamsConstants.DEAD_REASON, "all of them");
            throw new IllegalStateException("hopeless");
        });
        eventually(() -> assertThat(consumer(context).getDead()).isEqualTo(1000));
        assertThat(redis.xlen("t:s:dead")).isEqualTo(1000);
        assertThat(redis.exists("t:s:due", "t:s:k")).isZero();
    }

    @Test
    void theHolderOfALeaseReadsLargeEntriesInPartsOfAFewMebibytes_AlsoThoseThatWerePending() throws Exception {
        redis.eval(
                "local text = string.rep('x', 1048576) for i = 1, 40 do redis.call('XADD', KEYS[1], i .. '-0', 'body', text) end"
                        + " redis.call('XGROUP', 'CREATE', KEYS[1], 'g', '0')"
                        + " redis.call('XREADGROUP', 'GROUP', 'g', 'dead', 'COUNT', 25, 'STREAMS', KEYS[1], '>') return 1",
                ScriptOutputType.INTEGER,
                "t:s");
        List<String> settled = Collections.synchronizedList(new ArrayList<>());
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean failed = new AtomicBoolean();
        CamelContext context = consume("s?group=g&lease=only&batchSize=100" + QUICK, exchange -> {
            List<String> ids = Settlement.of(exchange).ids();
            sizes.add(ids.size());
            if (!failed.getAndSet(true)) {
                throw new IllegalStateException("once");
            }
            settled.addAll(ids);
        });
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(40));
        assertThat(settled)
                .isEqualTo(IntStream.rangeClosed(1, 40).mapToObj(i -> i + "-0").toList());
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(18));
    }

    @Test
    void aCommandThatNoScriptCanRunIsRefusedWhereItIsEnlisted() throws Exception {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        add("s", 1);
        CamelContext context = consume("s?group=g" + QUICK, exchange -> {
            Settlement settlement = Settlement.of(exchange);
            List<String> most = new ArrayList<>(List.of("RPUSH", "t:most"));
            most.addAll(Collections.nCopies(Settlement.MOST_WORDS - 2, "x"));
            settlement.enlist(most);
            most.add("one too many");
            try {
                settlement.enlist(most);
            } catch (IllegalArgumentException e) {
                refused.set(e);
            }
        });
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(1));
        assertThat(redis.llen("t:most")).isEqualTo(Settlement.MOST_WORDS - 2);
        assertThatThrownBy(() -> {
                    throw refused.get();
                })
                .hasMessage("A command of 7001 words cannot be enlisted, right is at most 7000; use several");
    }
}
