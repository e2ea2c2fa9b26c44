package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Schedule.Fate;
import dev.vestnik.component.redisstreams.Schedule.Mode;
import dev.vestnik.component.redisstreams.Schedule.Step;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.group.GroupReplies;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.awaitility.Awaitility;

/** Plays a schedule, then heals everything, waits until nothing is left, and reads from Redis what has become of the entries. */
final class ScheduleRun implements AutoCloseable {
    private static final int VISIBILITY = 400;

    private final Schedule schedule;
    private final FaultyRedis server;
    private final RedisCommands<String, String> redis;
    private final Connections connections;
    private final List<ScheduledInstance> alive = new ArrayList<>();
    private final List<ScheduledInstance> all = new ArrayList<>();
    private final Map<Integer, Step> added = new LinkedHashMap<>();
    private final Map<Integer, AtomicInteger> deliveries = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> unsettled = new ConcurrentHashMap<>();
    private final CountDownLatch never = new CountDownLatch(1);

    ScheduleRun(FaultyRedis server, Schedule schedule) throws Exception {
        this.server = server;
        this.schedule = schedule;
        redis = server.strings();
        redis.flushall();
        connections = Connections.to(server.uri());
        for (int i = 0; i < schedule.instances(); i++) {
            startOne();
        }
    }

    private void startOne() throws Exception {
        ScheduledInstance instance = new ScheduledInstance(
                server.port(),
                schedule.mode().uri() + "&batchSize=" + schedule.batchSize() + "&visibility=" + VISIBILITY
                        + "&leaseTime=" + VISIBILITY
                        + "&block=100&backoff=10&maxBackoff=30&maxInFlight=4&consumerName=c&maxDeliveries=12",
                this::handle);
        alive.add(instance);
        all.add(instance);
    }

    void play() throws Exception {
        for (Step step : schedule.steps()) {
            ScheduledInstance instance = alive.get(step.which() % alive.size());
            switch (step.what()) {
                case ADD -> add(step);
                case WAIT -> pause(VISIBILITY / 4);
                case PAUSE_OR_RESUME -> instance.pauseOrResume();
                case CUT -> instance.cut();
                case DIE -> {
                    instance.die();
                    alive.remove(instance);
                    startOne();
                }
                case RESTART -> {
                    instance.stop();
                    alive.remove(instance);
                    startOne();
                }
            }
            pause(step.millis());
        }
        alive.forEach(ScheduledInstance::resume);
    }

    private void add(Step step) {
        int n = added.size() + 1;
        added.put(n, step);
        if (schedule.mode() == Mode.KEYED) {
            StreamScript.KEYED_ADD
                    .text(
                            connections.shared(),
                            new String[] {"t:s:" + key(step), "t:s:due"},
                            ScriptArguments.of("t:s", key(step), "n", Integer.toString(n)))
                    .join();
        } else {
            redis.xadd("t:s", Map.of("n", Integer.toString(n)));
        }
    }

    private String key(Step step) {
        return "k" + step.which() % schedule.keys();
    }

    private void pause(int millis) throws InterruptedException {
        if (millis > 0) {
            assertThat(never.await(millis, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private void handle(Exchange exchange) throws Exception {
        Settlement settlement = Settlement.of(exchange);
        List<?> parts = schedule.batchSize() == 1
                ? List.of(exchange.getMessage())
                : exchange.getMessage().getBody(List.class);
        Set<Integer> firsts = new HashSet<>();
        for (Object part : parts) {
            int n = number(part);
            if (deliveries.computeIfAbsent(n, any -> new AtomicInteger()).incrementAndGet() == 1) {
                firsts.add(n);
            }
        }
        for (Object part : parts) {
            int n = number(part);
            boolean first = firsts.contains(n);
            String id = settlement.ids().get(parts.indexOf(part));
            Fate fate = step(n).fate();
            if (fate == Fate.SLOW_ONCE && first) {
                pause(VISIBILITY / 2);
            } else if (fate == Fate.FAILS_ALWAYS || (fate == Fate.FAILS_ONCE && first)) {
                notNow(parts);
                throw new IllegalStateException(fate.name());
            } else if (fate == Fate.LATER_ONCE && first) {
                notNow(parts);
                exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofMillis(30));
                throw new IllegalStateException(fate.name());
            } else if (fate == Fate.KEPT_ONCE && first) {
                List<?> rest = parts.subList(parts.indexOf(part), parts.size());
                notNow(rest);
                settlement.keep(settlement.ids().subList(parts.indexOf(part), parts.size()));
                settlement.dueIn(Duration.ofMillis(20));
                break;
            } else if (fate == Fate.DEAD) {
                settlement.dead(List.of(id), "its fate");
            }
            settlement.enlist("RPUSH", "t:written", Integer.toString(n));
        }
    }

    private Step step(int n) {
        return Objects.requireNonNull(added.get(n));
    }

    private static int number(Object part) {
        return Integer.parseInt(RedisStreamsTest.value((Message) part));
    }

    /** Those that were given, and are to be given again because the handler wants it so. */
    private void notNow(List<?> parts) {
        for (Object part : parts) {
            int n = number(part);
            unsettled.computeIfAbsent(n, any -> new AtomicInteger()).incrementAndGet();
        }
    }

    /** Waits until nothing is left, and checks what has become of all. */
    void check() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(this::nothingIsLeft);
        List<Integer> written =
                redis.lrange("t:written", 0, -1).stream().map(Integer::valueOf).toList();
        List<Integer> dead = redis.xrange("t:s:dead", Range.unbounded()).stream()
                .map(entry -> Integer.valueOf(entry.getBody().get("n")))
                .toList();
        assertThat(dead).as("dead once").doesNotHaveDuplicates();
        assertThat(written).as("settled once").doesNotHaveDuplicates();
        Set<Integer> ended = new HashSet<>(written);
        ended.addAll(dead);
        assertThat(ended).as("nothing is lost").isEqualTo(added.keySet());
        added.forEach((n, step) -> {
            boolean shouldDie = step.fate() == Fate.DEAD || step.fate() == Fate.FAILS_ALWAYS;
            assertThat(dead.contains(n))
                    .as("%d with %s is dead", n, step.fate())
                    .isEqualTo(shouldDie);
            assertThat(written.contains(n))
                    .as("%d with %s is written", n, step.fate())
                    .isEqualTo(step.fate() != Fate.FAILS_ALWAYS);
        });
        if (schedule.mode().leased()) {
            assertThat(written).as("in order").isSorted();
        } else if (schedule.mode() == Mode.KEYED) {
            for (int key = 0; key < schedule.keys(); key++) {
                String name = "k" + key;
                assertThat(written.stream()
                                .filter(n -> key(step(n)).equals(name))
                                .toList())
                        .as("order of " + name)
                        .isSorted();
            }
        }
    }

    private void nothingIsLeft() {
        if (added.isEmpty()) {
            return;
        }
        if (schedule.mode() == Mode.KEYED) {
            assertThat(redis.keys("t:s:*"))
                    .as("what is left")
                    .doesNotContain("t:s:due", "t:s:owners", "t:s:tries")
                    .noneMatch(key -> key.startsWith("t:s:k"));
            return;
        }
        // In this order: what is read in between is pending.
        assertThat(GroupReplies.lag(server.bytes().xinfoGroups("t:s"), "g"))
                .as("lag; %s", all)
                .isZero();
        assertThat(redis.xpending("t:s", "g", Range.unbounded(), Limit.from(10)))
                .as("pending; %s", all)
                .isEmpty();
    }

    int entries() {
        return added.size();
    }

    /** How often an entry was given again that its handler had done with. */
    long repeats() {
        long repeats = 0;
        for (Map.Entry<Integer, AtomicInteger> given : deliveries.entrySet()) {
            AtomicInteger wanted = unsettled.get(given.getKey());
            boolean ends = step(given.getKey()).fate() != Fate.FAILS_ALWAYS;
            repeats += given.getValue().get() - (wanted == null ? 0 : wanted.get()) - (ends ? 1 : 0);
        }
        return repeats;
    }

    /** How often work was taken from an instance that nobody disturbed. */
    long stalls() {
        return all.stream()
                .map(ScheduledInstance::consumer)
                .mapToLong(consumer -> consumer.getRobbed() + consumer.getClaimed())
                .sum();
    }

    @Override
    public void close() {
        never.countDown();
        all.forEach(ScheduledInstance::close);
        connections.close();
    }
}
