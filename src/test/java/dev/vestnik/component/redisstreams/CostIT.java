package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import io.lettuce.core.ScriptOutputType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a group's consumer, a leased one and a keyed one cost while nothing comes, while 100,000 keys wait for their time, and
 * while 1,000,000 entries wait behind a target that does not answer: the same. Prints a table, in about two minutes:
 *
 * <pre>./mvnw test -Dtest=CostIT -Dredisstreams.cost=PT20S</pre>
 *
 * <p>The property is how long each state is watched. What only shows in the long run, by twelve looks at the same idle
 * consumers:
 *
 * <pre>./mvnw test -Dtest=CostIT -Dredisstreams.idle=PT1H</pre>
 */
class CostIT extends RedisStreamsTest {
    private static final int KEYS = 100_000;
    private static final int BACKLOG = 1_000_000;
    private static final int LOOKS = 12;
    private static final String WHY_NOT = "takes minutes: -Dredisstreams.cost=PT20S";
    private static final String ADD_KEYS = """
            for i = ARGV[1] + 1, ARGV[1] + ARGV[2] do
              redis.call('XADD', 't:keyed:k' .. i, '*', 'n', i)
              redis.call('ZADD', 't:keyed:due', ARGV[3], 'k' .. i)
            end
            return 1""";
    private static final String ADD_ENTRIES =
            "for i = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], '*', 'n', i) end return 1";

    private final CountDownLatch never = new CountDownLatch(1);

    /** One state, watched for a while. */
    private record Figures(
            String state,
            double heap,
            double redisMemory,
            int threads,
            long connections,
            double commands,
            double cpu,
            double redisCpu) {
        static final String HEAD = String.format(
                "%-44s %9s %10s %8s %12s %11s %8s %10s",
                "state", "heap MB", "Redis' MB", "threads", "connections", "commands/s", "CPU %", "Redis' %");

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-44s %9.1f %10.1f %8d %12d %11.1f %8.2f %10.2f",
                    state,
                    heap,
                    redisMemory,
                    threads,
                    connections,
                    commands,
                    cpu,
                    redisCpu);
        }
    }

    @AfterEach
    void letGo() {
        never.countDown();
    }

    private double redisCpu() {
        return info("cpu", "used_cpu_sys") + info("cpu", "used_cpu_user");
    }

    private Figures watch(String state) throws Exception {
        return watch(state, Duration.parse(System.getProperty("redisstreams.cost")));
    }

    private Figures watch(String state, Duration time) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long begun = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        double redisCpu = redisCpu();
        double commands = info("stats", "total_commands_processed");
        assertThat(never.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double commandsNow = info("stats", "total_commands_processed");
        double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
        double redisSeconds = redisCpu() - redisCpu;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        Figures figures = new Figures(
                state,
                (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
                info("memory", "used_memory") / 1e6,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                (long) info("clients", "connected_clients"),
                (commandsNow - commands) / seconds,
                100 * cpuSeconds / seconds,
                100 * redisSeconds / seconds);
        System.out.println(figures);
        return figures;
    }

    private CamelContext start() throws Exception {
        CamelContext context = context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:group?group=g&batchSize=100&maxInFlight=8").process(exchange -> never.await());
                from("redis-streams:leased?group=g&lease=only&batchSize=100").process(exchange -> never.await());
                from("redis-streams:keyed?keyed=true&batchSize=10").process(exchange -> never.await());
            }
        });
        context.getShutdownStrategy().setTimeout(1);
        context.start();
        return context;
    }

    private void addKeys(int from, int keys, long due) {
        for (int n = from; n < from + keys; n += 1_000) {
            int count = Math.min(1_000, from + keys - n);
            redis.eval(
                    ADD_KEYS,
                    ScriptOutputType.INTEGER,
                    new String[0],
                    Integer.toString(n),
                    Integer.toString(count),
                    Long.toString(due));
        }
    }

    private void addEntries(String stream, int entries) {
        for (int n = 0; n < entries; n += 1_000) {
            redis.eval(ADD_ENTRIES, ScriptOutputType.INTEGER, new String[] {"t:" + stream}, "1000");
        }
    }

    /** What one take of one key costs Redis, in microseconds. */
    private double take() {
        Connections connections = Connections.to(server.uri());
        KeyedKeys keys = new KeyedKeys("t:keyed");
        redis.configResetstat();
        for (int n = 0; n < 2_000; n++) {
            StreamScript.KEYED_POLL
                    .list(
                            connections.shared(),
                            new String[] {keys.due(), keys.owners(), keys.tries(), keys.rate()},
                            ScriptArguments.of("t:keyed")
                                    .add(1)
                                    .add(10)
                                    .add(600_000)
                                    .add("me-" + n)
                                    .add(0.0)
                                    .add(0.0)
                                    .add("me")
                                    .add(0))
                    .join();
        }
        connections.close();
        return redis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*usec_per_call=([0-9.]+).*", "$1")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @EnabledIfSystemProperty(
            named = "redisstreams.idle",
            matches = ".+",
            disabledReason = "takes an hour: -Dredisstreams.idle=PT1H")
    void costsTheSameAfterAnIdleHour() throws Exception {
        Duration look = Duration.parse(System.getProperty("redisstreams.idle")).dividedBy(LOOKS);
        System.out.println(Figures.HEAD);
        start();
        eventually(() -> assertThat(redis.exists("t:lease:only")).isEqualTo(1));
        watch("idle, not yet warm", Duration.ofSeconds(20));
        Figures first = watch("idle, look 1", look);
        Figures last = first;
        for (int n = 2; n <= LOOKS; n++) {
            last = watch("idle, look " + n, look);
        }
        isNotMoreThan(first, last);
        assertThat(last.commands()).as("commands/s").isLessThan(1.2 * first.commands());
        assertThat(last.redisMemory()).as("Redis' memory").isLessThan(first.redisMemory() + 5);
    }

    @Test
    @EnabledIfSystemProperty(named = "redisstreams.cost", matches = ".+", disabledReason = WHY_NOT)
    void costsTheSameWhateverWaits() throws Exception {
        System.out.println(Figures.HEAD);
        watch("no consumer");
        start();
        eventually(() -> assertThat(redis.exists("t:lease:only")).isEqualTo(1));
        watch("idle, not yet warm");
        Figures idle = watch("idle");
        addKeys(0, KEYS, System.currentTimeMillis() + 86_400_000);
        isNotMoreThan(idle, watch("idle, 100,000 keys are due tomorrow"));
        addKeys(KEYS, 200, 0);
        addEntries("group", 2_000);
        addEntries("leased", 2_000);
        Figures stuck = watch("1,028 entries in stuck work");
        addEntries("group", BACKLOG);
        addEntries("leased", BACKLOG);
        isNotMoreThan(stuck, watch("1,000,000 entries behind it, twice"));
    }

    /** Renewals fall into one time of watching or the next, so commands are told by their magnitude. */
    private static void isNotMoreThan(Figures before, Figures after) {
        assertThat(after.heap()).as("heap").isLessThan(before.heap() + 20);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 1);
        assertThat(after.connections()).as("connections").isEqualTo(before.connections());
        assertThat(after.commands()).as("commands/s").isLessThan(2.5 * before.commands());
    }

    @Test
    @EnabledIfSystemProperty(named = "redisstreams.cost", matches = ".+", disabledReason = WHY_NOT)
    void takingAKeyCostsTheSameHoweverManyWait() {
        addKeys(0, 2_100, 0);
        double few = take();
        redis.flushall();
        addKeys(0, KEYS, 0);
        double many = take();
        System.out.printf(
                Locale.ROOT, "taking a key costs Redis %.1f us with 2,100 due, %.1f us with 100,000 due%n", few, many);
        assertThat(many).isLessThan(2 * few);
    }
}
