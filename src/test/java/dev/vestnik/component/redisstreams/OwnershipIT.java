package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.lease.ConsumerName;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who was away for too long, and comes back, is no owner any more: neither of entries, nor of keys, leases and names. */
class OwnershipIT extends RedisStreamsTest {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @AutoClose
    private TestProxy proxy;

    @AutoClose
    private Connections connections;

    @BeforeEach
    void open() {
        proxy = new TestProxy(server.port());
        connections = Connections.to(server.uri());
    }

    private void handle(String who, Exchange exchange) {
        String value = value(exchange.getMessage());
        Settlement.of(exchange).enlist("RPUSH", "t:written", who + value);
        seen.add(who + value);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStaleOwnerSettlesNothingThoughTheKeyIsItsOwnAgain() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        addKeyed(connections, "s", "k", "1");
        CamelContext stale = consume(proxy, "s?keyed=true" + QUICK, exchange -> {
            handle("stale", exchange);
            if (first.getAndSet(false)) {
                await(go);
            }
        });
        eventually(() -> assertThat(seen).containsExactly("stale1"));

        proxy.hold();
        CamelContext other = consume("s?keyed=true" + QUICK, exchange -> handle("other", exchange));
        eventually(() -> assertThat(redis.lrange("t:written", 0, -1)).containsExactly("other1"));
        other.stop();
        addKeyed(connections, "s", "k", "2");
        proxy.release();
        eventually(() -> assertThat(redis.hget("t:s:owners", "k")).isNotNull());
        go.countDown();

        eventually(() -> assertThat(redis.exists("t:s:due", "t:s:k")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("other1", "stale2");
        assertThat(seen).containsExactly("stale1", "other1", "stale2");
        assertThat(consumer(stale).getDone()).isEqualTo(1);
    }

    @Test
    void anOwnerWhoComesBackBeforeAnybodyElseGoesOn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        addKeyed(connections, "s", "k", "1");
        CamelContext context = consume(proxy, "s?keyed=true" + QUICK, exchange -> {
            handle("", exchange);
            await(go);
        });
        eventually(() -> assertThat(seen).containsExactly("1"));

        proxy.hold();
        eventually(() -> assertThat(redis.zscore("t:s:due", "k")).isLessThan(System.currentTimeMillis() - 1.0));
        proxy.release();
        // Renewed after all, or taken anew under another token, whichever comes first.
        eventually(() -> assertThat(redis.zscore("t:s:due", "k")).isGreaterThan((double) System.currentTimeMillis()));
        go.countDown();

        eventually(() -> assertThat(redis.exists("t:s:due", "t:s:k")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1");
        assertThat(seen).containsExactly("1");
        assertThat(consumer(context).getRobbed()).isZero();
    }

    @Test
    void whoeverGetsTheLeaseBackTakesOverFromThoseWhoHadItMeanwhile() throws Exception {
        String leased = "s?group=g&lease=only" + QUICK;
        CamelContext first = consume(proxy, leased, exchange -> handle("first", exchange));
        eventually(() -> assertThat(redis.get("t:lease:only")).isNotNull());
        String token = redis.get("t:lease:only");

        proxy.hold();
        try (TestProxy dying = new TestProxy(server.port())) {
            CountDownLatch never = new CountDownLatch(1);
            consume(dying, leased, exchange -> {
                handle("second", exchange);
                await(never);
            });
            eventually(() -> assertThat(redis.get("t:lease:only")).isNotNull().isNotEqualTo(token));
            add("s", 1);
            eventually(() -> assertThat(seen).containsExactly("second1"));
            dying.hold();
            add("s", 2);
            add("s", 3);
            eventually(() -> assertThat(redis.get("t:lease:only")).isNull());
            proxy.release();
            eventually(() -> assertThat(left("s", "g")).isZero());
            assertThat(seen).containsExactly("second1", "first1", "first2", "first3");
            assertThat(redis.lrange("t:written", 0, -1)).containsExactly("first1", "first2", "first3");
            never.countDown();
        }
        assertThat(consumer(first).getClaimed()).isEqualTo(1);
    }

    @Test
    void aStaleOwnerOfAGroupsEntrySettlesNothingAndClaimsNothingBack() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        add("s", 1);
        CamelContext stale = consume(proxy, "s?group=g&consumerName=stale" + QUICK, exchange -> {
            handle("stale", exchange);
            await(go);
        });
        eventually(() -> assertThat(seen).containsExactly("stale1"));

        proxy.hold();
        CountDownLatch slow = new CountDownLatch(1);
        CamelContext other = consume("s?group=g&consumerName=other" + QUICK, exchange -> {
            handle("other", exchange);
            await(slow);
        });
        eventually(() -> assertThat(seen).containsExactly("stale1", "other1"));
        proxy.release();
        go.countDown();
        eventually(() -> assertThat(consumer(stale).getInFlight()).isZero());
        // Two visibility times: what can be stolen back would be stolen.
        assertThat(slow.await(1200, TimeUnit.MILLISECONDS)).isFalse();
        slow.countDown();

        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("other1");
        assertThat(seen).containsExactly("stale1", "other1");
        assertThat(consumer(other).getRobbed()).isZero();
    }

    @Test
    void whoseNameAnotherHasTakenSettlesNothingThoughItsEntriesArePendingUnderIt() throws Exception {
        String named = "s?group=g&consumerName=me" + QUICK;
        CountDownLatch go = new CountDownLatch(1);
        add("s", 1);
        CamelContext stale = consume(proxy, named, exchange -> {
            handle("stale", exchange);
            await(go);
        });
        eventually(() -> assertThat(seen).containsExactly("stale1"));

        proxy.hold();
        eventually(() -> assertThat(redis.exists("t:s:g:consumer:me")).isZero());
        CountDownLatch slow = new CountDownLatch(1);
        CamelContext thief = consume(named, exchange -> {
            handle("thief", exchange);
            await(slow);
        });
        eventually(() -> assertThat(seen).containsExactly("stale1", "thief1"));
        go.countDown();
        proxy.release();
        eventually(() -> assertThat(consumer(stale).getInFlight()).isZero());
        assertThat(redis.exists("t:written")).isZero();
        slow.countDown();

        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("thief1");
        assertThat(consumer(stale).getRobbed()).isEqualTo(1);
        assertThat(consumer(thief).getRobbed()).isZero();
    }

    @Test
    void aNameThatRanOutAndWasTakenByNobodyIsStillGoodForWhatIsInWork() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        add("s", 1);
        CamelContext context = consume("s?group=g&consumerName=me" + QUICK, exchange -> {
            handle("", exchange);
            await(go);
        });
        eventually(() -> assertThat(seen).containsExactly("1"));
        String token = redis.get("t:s:g:consumer:me");
        redis.del("t:s:g:consumer:me");
        eventually(() -> assertThat(redis.get("t:s:g:consumer:me")).isNotNull().isNotEqualTo(token));
        go.countDown();
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactly("1");
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1");
        assertThat(consumer(context).getRobbed()).isZero();
    }

    @Test
    void theHolderOfTheLeaseThatLosesItsNameStillSettlesWhatIsInWork() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        add("s", 1);
        CamelContext context = consume("s?group=g&lease=only&consumerName=me" + QUICK, exchange -> {
            handle("", exchange);
            await(go);
        });
        eventually(() -> assertThat(seen).containsExactly("1"));
        redis.set("t:s:g:consumer:me", "thief");
        eventually(() -> assertThat(redis.exists("t:s:g:consumer:me-2")).isEqualTo(1));
        go.countDown();
        add("s", 2);
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactly("1", "2");
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2");
        assertThat(consumer(context).getRobbed()).isZero();
    }

    @Test
    void whatWasRefusedWhileTheLeaseWasInDoubtComesBeforeWhatFollowsIt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        redis.multi();
        for (int n = 1; n <= 3; n++) {
            add("s", n);
        }
        redis.exec();
        consume(proxy, "s?group=g&lease=only&batchSize=3" + QUICK, exchange -> {
            List<String> values = values(exchange);
            if (values.size() > 1) {
                throw new IllegalStateException("one by one");
            }
            seen.addAll(values);
            Settlement.of(exchange).enlist("RPUSH", "t:written", values.get(0));
            await(go);
        });
        eventually(() -> assertThat(seen).containsExactly("1"));

        proxy.hold();
        redis.pexpire("t:lease:only", 60_000);
        pass(700);
        go.countDown();
        // The settlement is on its way by then; were it not, it would not be refused.
        pass(200);
        proxy.release();

        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(redis.lrange("t:written", 0, -1)).containsExactly("1", "2", "3");
    }

    /** Lets so many milliseconds pass by the clock of Redis. */
    private void pass(long millis) {
        redis.psetex("t:clock", millis, "");
        eventually(() -> assertThat(redis.exists("t:clock")).isZero());
    }

    @Test
    void aLeaseThatNobodyTookMeanwhileIsStillItsHolders() {
        Connections disturbed = Connections.to(proxy.uri());
        Leases leases = new Leases(disturbed);
        Lease lease = leases.lease("t:l", Duration.ofMillis(600));
        assertThat(lease.hold()).isTrue();
        String token = lease.token();
        proxy.hold();
        redis.pexpire("t:l", 60_000);
        eventually(() -> assertThat(lease.held()).isFalse());
        proxy.release();
        eventually(() -> assertThat(lease.hold()).isTrue());
        assertThat(lease.token()).isEqualTo(token);
        leases.close();
        disturbed.close();
    }

    @Test
    void aNameIsNotTakenForAnotherOnesWhileRedisDoesNotAnswer() {
        Connections disturbed = Connections.to(proxy.uri());
        Leases leases = new Leases(disturbed);
        ConsumerName name = new ConsumerName(leases, "t:name:", "me", Duration.ofMillis(600));
        assertThat(name.hold()).isEqualTo("me");
        proxy.hold();
        eventually(() -> assertThat(redis.exists("t:name:me")).isZero());
        long before = System.nanoTime();
        assertThatThrownBy(name::hold).isInstanceOf(IllegalStateException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        proxy.release();
        eventually(() -> assertThat(name.hold()).isEqualTo("me"));
        assertThat(redis.keys("t:name:*")).isEqualTo(List.of("t:name:me"));
        leases.close();
        disturbed.close();
    }
}
