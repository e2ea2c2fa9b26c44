package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.endtoend.LeaseWatch.Holding;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes, and events all the time, while the one that dispatches and polls is killed, stopped and paused, each time while
 * two people press the button of one incident, and notes are told to another system; the other takes over. More of the
 * first two by {@code ./mvnw test -Dtest=FailoverIT -Dvestnik.failover.runs=10}.
 */
class FailoverIT {
    private static final String DISPATCH = Deployment.KEYS.lease("dispatch");
    private static final String POLL = Deployment.KEYS.lease("telegram-poll");
    private static final int RUNS = Integer.getInteger("vestnik.failover.runs", 1);
    private static final int CHATS = 5;
    private static final int KEYS = 7;
    private static final long PUSH_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Of what is promised for a quiet machine, 5 s after a kill -9 and 1 s after a SIGTERM, several times as much. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(15);

    private static final Duration AFTER_TERM = Duration.ofSeconds(10);

    /** So that there is often something in flight. */
    private static final Duration LATENCY = Duration.ofMillis(50);

    /** Shorter than by default, so that a pause can be longer. */
    private static final Duration VISIBILITY = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final AtomicInteger pushed = new AtomicInteger();
    private final List<String> moves = new ArrayList<>();
    private int started;
    private @Nullable PressesDuringFailover presses;

    @Test
    void anotherProcessTakesOverAndNothingIsLostOrOutOfOrder() throws Exception {
        ScheduledExecutorService pushing = Executors.newSingleThreadScheduledExecutor();
        Map<String, String> settings = new HashMap<>(Map.of(
                "VESTNIK_DELIVERY_PER_BOT", "unlimited",
                "VESTNIK_DELIVERY_PER_CHAT", "unlimited",
                "VESTNIK_DELIVERY_MERGE", "false",
                "VESTNIK_REDIS_VISIBILITY", VISIBILITY.toMillis() + "ms"));
        try (ActsDuringFailover acts = new ActsDuringFailover(folder);
                Deployment deployment = new Deployment(folder, CHATS, acts.with(settings));
                LeaseWatch leases = new LeaseWatch(deployment.redis(), DISPATCH, POLL)) {
            deployment.sandbox().faults(Map.of("latencyMs", LATENCY.toMillis()));
            VestnikProcess holder = next(deployment);
            VestnikProcess other = next(deployment);
            RedisCommands<String, String> redis = deployment.redis();
            presses = new PressesDuringFailover(deployment);
            pushing.scheduleAtFixedRate(() -> push(redis, acts), 0, PUSH_MILLIS, TimeUnit.MILLISECONDS);
            // First: afterwards both run, and none more has to be started.
            pause(deployment, leases, holder);
            VestnikProcess paused = holder;
            holder = other;
            other = paused;
            for (int run = 0; run < RUNS; run++) {
                if (run > 0) {
                    other = next(deployment);
                }
                kill(deployment, leases, holder);
                holder = other;
                other = next(deployment);
                terminate(deployment, leases, holder);
                holder = other;
            }
            pushing.shutdown();
            assertThat(pushing.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            awaitAll(deployment);

            History history = History.of(deployment.sandbox(), 0);
            int most = history.requireAllInOrder(deployment.chats(), pushed.get());
            acts.requireAllInOrder();
            moves.forEach(System.out::println);
            System.out.println(acts.summary());
            System.out.println(presses().summary() + ", one owner of each incident");
            System.out.printf(
                    "%d kill -9, %d SIGTERM, 1 SIGSTOP, %d events to %d chats: 0 lost, %d messages twice%n",
                    RUNS, RUNS, pushed.get(), CHATS, history.repeated());
            assertThat(most).as("one message of a chat for each kill and pause").isLessThanOrEqualTo(RUNS + 1);
        } finally {
            pushing.shutdownNow();
        }
    }

    private void kill(Deployment deployment, LeaseWatch leases, VestnikProcess holder) throws Exception {
        Holding dispatch = leases.holding(DISPATCH);
        Holding poll = leases.holding(POLL);
        PressesDuringFailover.Incident incident = presses().open();
        incident.press();
        long begun = System.nanoTime();
        holder.kill();
        moved("kill -9", deployment, leases, dispatch, poll, begun, AFTER_KILL);
        incident.requireOneOwner();
    }

    private void terminate(Deployment deployment, LeaseWatch leases, VestnikProcess holder) throws Exception {
        Holding dispatch = leases.holding(DISPATCH);
        Holding poll = leases.holding(POLL);
        int before = History.of(deployment.sandbox(), 0).repeated();
        PressesDuringFailover.Incident incident = presses().open();
        incident.press();
        long begun = System.nanoTime();
        holder.terminate();
        moved("SIGTERM", deployment, leases, dispatch, poll, begun, AFTER_TERM);
        incident.requireOneOwner();
        assertThat(holder.awaitEnd()).as("exit code").isZero();
        moves.add("SIGTERM: ended after " + since(begun));
        int pushedBefore = pushed.get();
        Awaitility.await("what was pushed meanwhile").atMost(PATIENCE).until(() -> History.of(deployment.sandbox(), 0)
                .complete(deployment.chats(), pushedBefore));
        assertThat(History.of(deployment.sandbox(), 0).repeated())
                .as("what was in flight was settled before the end")
                .isEqualTo(before);
    }

    /** Paused beyond its leases, and continued when the other has done all of its work. */
    private void pause(Deployment deployment, LeaseWatch leases, VestnikProcess holder) throws Exception {
        Holding dispatch = leases.holding(DISPATCH);
        Holding poll = leases.holding(POLL);
        PressesDuringFailover.Incident incident = presses().open();
        incident.press();
        long begun = System.nanoTime();
        holder.pause();
        moved("SIGSTOP", deployment, leases, dispatch, poll, begun, AFTER_KILL);
        incident.requireOneOwner();
        int pushedBefore = pushed.get();
        Awaitility.await("what the paused one had in work")
                .atMost(PATIENCE)
                .until(() -> History.of(deployment.sandbox(), 0).complete(deployment.chats(), pushedBefore));
        Holding now = leases.holding(DISPATCH);

        holder.resume();

        Awaitility.await("it knows that it has lost the lease").atMost(PATIENCE).until(() -> holder.output()
                .contains("Lost the lease " + DISPATCH));
        assertThat(leases.holding(DISPATCH)).as("the other keeps what it took").isEqualTo(now);
    }

    private void moved(
            String what,
            Deployment deployment,
            LeaseWatch leases,
            Holding dispatch,
            Holding poll,
            long begun,
            Duration bound) {
        Duration dispatched = leases.movedFrom(dispatch, DISPATCH, begun);
        Duration polled = leases.movedFrom(poll, POLL, begun);
        long chat = deployment.chats().get(0);
        long before = deployment.sandbox().counters().path("accepted").asLong();
        deployment.sandbox().say(chat, "/help");
        Awaitility.await("a reply of the new poller")
                .atMost(PATIENCE)
                .until(() -> History.hasReply(deployment.sandbox(), chat, before));
        moves.add("%s: dispatch moved after %d ms, polling after %d ms"
                .formatted(what, dispatched.toMillis(), polled.toMillis()));
        assertThat(dispatched).isLessThan(bound);
        assertThat(polled).isLessThan(bound);
    }

    private PressesDuringFailover presses() {
        return Objects.requireNonNull(presses, "after the first process");
    }

    private VestnikProcess next(Deployment deployment) {
        started++;
        return deployment.start("process-" + started);
    }

    private void push(RedisCommands<String, String> redis, ActsDuringFailover acts) {
        int number = pushed.get();
        acts.note(redis, "key-" + number % KEYS);
        redis.rpush(
                Deployment.KEYS.inbox(),
                "{\"status\":\"critical\",\"title\":\"%s down\",\"ip\":\"10.1.2.3\",\"key\":\"key-%d\"}"
                        .formatted(History.title(number), number % KEYS));
        pushed.set(number + 1);
    }

    private void awaitAll(Deployment deployment) {
        Awaitility.await("every event in every chat").atMost(PATIENCE).until(() -> History.of(deployment.sandbox(), 0)
                .complete(deployment.chats(), pushed.get()));
    }

    private static String since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms";
    }
}
