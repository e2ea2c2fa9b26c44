package dev.vestnik.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vestnik.event.Event;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.EventJson;
import dev.vestnik.testing.RedisExtension;
import io.lettuce.core.ScriptOutputType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Compares a backlog of a million entries for 10,000 chats with one of 100,000 for 1,000: as fast, in the same memory. Takes
 * minutes and needs an idle machine: {@code ./mvnw test -Dtest=GrowthIT -Dgrowth=true}.
 */
class GrowthIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final int ENTRIES = 100;
    private static final int EVENTS = 1_000;
    /** Runs before the measurement, so that the JVM is warm for the smaller backlog too. */
    private static final int WARMING = 5;

    private static final String FILL = "for chat = 1, tonumber(ARGV[1]) do "
            + "for i = 1, tonumber(ARGV[2]) do "
            + "redis.call('XADD', KEYS[1] .. ':-' .. chat, '*', 'event', 'ref-' .. (chat + i) % ARGV[3], 'why', ARGV[4]) end "
            + "redis.call('ZADD', KEYS[1] .. ':due', 0, '-' .. chat) end "
            + "redis.call('HSET', KEYS[1] .. ':tally', 'added', ARGV[1] * ARGV[2]) return 1";

    /** @param heap the maximum of the bytes in use after a garbage collection */
    private record Run(int chats, double eventsPerSecond, long heap) {}

    @Test
    void tenfoldBacklogIsAsFastInTheSameMemory() throws Exception {
        Assumptions.assumeTrue(
                Boolean.getBoolean("growth"), "it takes minutes; run it by -Dtest=GrowthIT -Dgrowth=true");
        for (int i = 0; i < WARMING; i++) {
            drain(1_000);
        }
        Run small = drain(1_000);
        Run large = drain(10_000);
        System.out.println("Growth: " + small + ", " + large);

        assertThat(large.eventsPerSecond()).isGreaterThan(0.8 * small.eventsPerSecond());
        assertThat(large.heap()).as("heap").isLessThan(small.heap() + 32 * 1024 * 1024);
    }

    private static Run drain(int chats) throws Exception {
        REDIS.commands().flushall();
        REDIS.commands().setTimeout(Duration.ofMinutes(2));
        for (int i = 0; i < EVENTS; i++) {
            REDIS.commands().set(REDIS.keys().event("ref-" + i), EventJson.write(event(i)));
        }
        String[] outbox = {REDIS.keys().outbox()};
        REDIS.commands()
                .eval(FILL, ScriptOutputType.INTEGER, outbox, "" + chats, "" + ENTRIES, "" + EVENTS, Why.DUTY.name());
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        try (DeliveryRoute route = new DeliveryRoute(
                REDIS, Map.of("vestnik.delivery.per-bot", "unlimited", "vestnik.delivery.per-group", "unlimited"))) {
            route.telegram().setRetainFirst(0);
            route.telegram().setRetainLast(0);
            long heap = 0;
            Instant began = Instant.now();
            route.start();
            while (REDIS.commands().zcard(REDIS.keys().outbox() + ":due") > 0) {
                heap = Math.max(heap, heapAfterCollection());
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            }
            double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
            assertThat(route.sum().missing()).isZero();
            assertThat(route.sum().merged()).isEqualTo((long) chats * ENTRIES);
            return new Run(chats, chats * ENTRIES / seconds, heap);
        }
    }

    private static long heapAfterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    private static Event event(int number) {
        return new Event(
                null,
                "key-" + number,
                "warning",
                "Event number " + number,
                null,
                "10.1.0.1",
                "north",
                List.of(),
                Instant.now(),
                null,
                null,
                null,
                Map.of());
    }
}
