package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Consumer;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

class GroupConsumerTest extends RedisStreamsTest {
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void readsFromTheBeginningAndAcknowledges() throws Exception {
        String id = add("s", 1);
        redis.xadd("t:s", Map.of("body", "two"));
        ConcurrentLinkedQueue<Map<String, Object>> headers = new ConcurrentLinkedQueue<>();

        consume("s?group=g&lease=only" + QUICK, exchange -> {
            headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
            seen.add(value(exchange.getMessage()));
        });

        eventually(() -> assertThat(seen).containsExactly("1", "two"));
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(headers.peek())
                .containsEntry(RedisStreamsConstants.ID, id)
                .containsEntry(RedisStreamsConstants.STREAM, "t:s")
                .containsEntry(RedisStreamsConstants.DELIVERIES, 1);
    }

    @Test
    void waitsAtOnceWhereItHasReadAllThereIs() throws Exception {
        consume("s?group=g&lease=only&batchSize=2&block=20000", exchange -> seen.addAll(values(exchange)));
        eventually(() -> assertThat(info("clients", "blocked_clients")).isEqualTo(1));
        redis.configResetstat();

        add("s", 1);

        eventually(() -> assertThat(seen).containsExactly("1"));
        eventually(() -> assertThat(pending("s", "g")).isZero());
        eventually(() -> assertThat(info("clients", "blocked_clients")).isEqualTo(1));
        assertThat(redis.info("commandstats")).contains("cmdstat_xreadgroup:calls=1,");
    }

    @Test
    void deliversBatchesAsListsOfMessages() throws Exception {
        IntStream.range(0, 7).forEach(n -> add("s", n));
        List<Integer> sizes = new ArrayList<>();

        consume("s?group=g&lease=only&batchSize=3" + QUICK, exchange -> {
            sizes.add(batch(exchange).size());
            seen.addAll(values(exchange));
            assertThat(Settlement.of(exchange).ids())
                    .isEqualTo(batch(exchange).stream()
                            .map(m -> m.getHeader(RedisStreamsConstants.ID))
                            .toList());
        });

        eventually(() -> assertThat(left("s", "g")).isZero());
        eventually(() -> assertThat(seen).containsExactly("0", "1", "2", "3", "4", "5", "6"));
        assertThat(sizes).containsExactly(3, 3, 1);
    }

    @Test
    void writesWhatIsEnlistedTogetherWithTheAcknowledgement() throws Exception {
        add("s", 1);
        CountDownLatch go = new CountDownLatch(1);

        consume("s?group=g" + QUICK, exchange -> {
            Settlement settlement = Settlement.of(exchange);
            settlement.enlist("SET", "t:mark", "set");
            settlement.enlistKeyed("t:out", "k", Map.of("n", "7"));
            seen.add("enlisted");
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });

        eventually(() -> assertThat(seen).hasSize(1));
        assertThat(redis.exists("t:mark", "t:out:k")).isZero();
        go.countDown();
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(redis.get("t:mark")).isEqualTo("set");
        assertThat(entries("out:k")).singleElement().satisfies(e -> assertThat(e.getBody())
                .containsEntry("n", "7"));
        assertThat(redis.zscore("t:out:due", "k")).isNotNull();
    }

    @Test
    void writesNothingOfAnExchangeThatFails() throws Exception {
        add("s", 1);
        AtomicInteger attempts = new AtomicInteger();

        consume("s?group=g" + QUICK, exchange -> {
            Settlement.of(exchange).enlist("RPUSH", "t:attempts", Integer.toString(attempts.incrementAndGet()));
            if (attempts.get() < 3) {
                throw new IllegalStateException("not yet");
            }
        });

        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(redis.lrange("t:attempts", 0, -1)).containsExactly("3");
        assertThat(redis.hlen("t:s:g:failures")).isZero();
    }

    @Test
    void movesAPoisonedEntryToTheDeadLettersAndLeavesItsNeighboursUnharmed() throws Exception {
        IntStream.range(0, 10).forEach(n -> add("s", n));

        CamelContext context = consume("s?group=g&batchSize=10&maxDeliveries=3" + QUICK, exchange -> {
            if (values(exchange).contains("4")) {
                throw new IllegalStateException("poison");
            }
            seen.addAll(values(exchange));
        });

        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactlyInAnyOrder("0", "1", "2", "3", "5", "6", "7", "8", "9");
        assertThat(entries("s:dead").get(0).getBody())
                .containsEntry("n", "4")
                .containsEntry("dead-reason", "failed")
                .containsEntry("dead-error", "java.lang.IllegalStateException: poison")
                .containsKeys("dead-id", "dead-time", "dead-deliveries", "dead-key");
        assertThat(consumer(context).getDead()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfALeasedStreamWhenAnEntryFails() throws Exception {
        IntStream.range(0, 9).forEach(n -> add("s", n));
        AtomicInteger failures = new AtomicInteger();

        consume("s?group=g&lease=only&batchSize=3" + QUICK, exchange -> {
            if (values(exchange).contains("4") && failures.incrementAndGet() < 4) {
                throw new IllegalStateException("wait");
            }
            seen.addAll(values(exchange));
        });

        eventually(() -> assertThat(seen).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8"));
    }

    @Test
    void doesNotCountWhatIsToBeTriedAgainLater() throws Exception {
        add("s", 1);
        List<Integer> deliveries = new ArrayList<>();

        CamelContext context = consume("s?group=g&maxDeliveries=2" + QUICK, exchange -> {
            deliveries.add(exchange.getMessage().getHeader(RedisStreamsConstants.DELIVERIES, Integer.class));
            if (deliveries.size() < 6) {
                exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofMillis(5));
                throw new IllegalStateException("busy");
            }
        });

        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(deliveries).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(entries("s:dead")).isEmpty();
        assertThat(consumer(context).getFailed()).isZero();
    }

    @Test
    void obeysAnExceptionThatKnowsWhenToTryAgain() throws Exception {
        class Busy extends RuntimeException implements RetryAfter {
            @Override
            public Duration retryAfter() {
                return Duration.ofMillis(5);
            }
        }
        add("s", 1);
        AtomicInteger attempts = new AtomicInteger();

        CamelContext context = consume("s?group=g&maxDeliveries=1" + QUICK, exchange -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException(new Busy());
            }
        });

        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(1));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void movesToTheDeadLettersAtOnceWithTheReasonOfTheRoute() throws Exception {
        IntStream.range(0, 3).forEach(n -> add("s", n));

        consume("s?group=g&lease=only&batchSize=3" + QUICK, exchange -> {
            exchange.getMessage().setHeader(RedisStreamsConstants.DEAD_REASON, "hopeless");
            throw new IllegalStateException("no use");
        });

        eventually(() -> assertThat(entries("s:dead")).hasSize(3));
        assertThat(entries("s:dead")).allSatisfy(e -> assertThat(e.getBody())
                .containsEntry("dead-reason", "hopeless")
                .containsEntry("dead-deliveries", "1"));
        assertThat(pending("s", "g")).isZero();
    }

    @Test
    void settlesABatchInParts() throws Exception {
        List<String> ids = IntStream.range(0, 3).mapToObj(n -> add("s", n)).toList();
        List<List<String>> batches = new ArrayList<>();

        consume("s?group=g&lease=only&batchSize=3" + QUICK, exchange -> {
            batches.add(values(exchange));
            if (batches.size() == 1) {
                Settlement.of(exchange).keep(List.of(ids.get(1)));
                Settlement.of(exchange).dead(List.of(ids.get(2)), "that one");
            }
        });

        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(batches).containsExactly(List.of("0", "1", "2"), List.of("1"));
        assertThat(entries("s:dead")).singleElement().satisfies(e -> assertThat(e.getBody())
                .containsEntry("n", "2")
                .containsEntry("dead-reason", "that one"));
    }

    @Test
    void readsItsOwnPendingEntriesAgainAtStart() throws Exception {
        IntStream.range(0, 5).forEach(n -> add("s", n));
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g");
        redis.xreadgroup(
                Consumer.from("g", "me"), XReadArgs.Builder.count(3), XReadArgs.StreamOffset.lastConsumed("t:s"));

        consume(
                "s?group=g&consumerName=me&lease=only&visibility=1h",
                exchange -> seen.add(value(exchange.getMessage())));

        eventually(() -> assertThat(seen).containsExactly("0", "1", "2", "3", "4"));
        eventually(() -> assertThat(left("s", "g")).isZero());
    }

    @Test
    void claimsWhatADeadConsumerHadPending() throws Exception {
        IntStream.range(0, 5).forEach(n -> add("s", n));
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g");
        redis.xreadgroup(
                Consumer.from("g", "dead"), XReadArgs.Builder.count(3), XReadArgs.StreamOffset.lastConsumed("t:s"));

        CamelContext context =
                consume("s?group=g&consumerName=me" + QUICK, exchange -> seen.add(value(exchange.getMessage())));

        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("0", "1", "2", "3", "4"));
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(consumer(context).getClaimed()).isEqualTo(3);
    }

    @Test
    void aNewHolderOfTheLeaseTakesOverAtOnceAndInOrder() throws Exception {
        IntStream.range(0, 6).forEach(n -> add("s", n));
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g");
        redis.xreadgroup(
                Consumer.from("g", "dead"), XReadArgs.Builder.count(3), XReadArgs.StreamOffset.lastConsumed("t:s"));

        consume("s?group=g&lease=only&visibility=1h", exchange -> seen.add(value(exchange.getMessage())));

        eventually(() -> assertThat(seen).containsExactly("0", "1", "2", "3", "4", "5"));
    }

    @Test
    void onlyTheHolderOfTheLeaseReads() throws Exception {
        CamelContext first = consume("s?group=g&lease=only" + QUICK, exchange -> seen.add("first"));
        eventually(() -> assertThat(redis.get("t:lease:only")).isNotNull());
        CamelContext second = consume("s?group=g&lease=only" + QUICK, exchange -> seen.add("second"));

        IntStream.range(0, 20).forEach(n -> add("s", n));
        eventually(() -> assertThat(seen).hasSize(20));
        assertThat(seen).containsOnly("first");
        first.stop();
        add("s", 20);
        eventually(() -> assertThat(seen).hasSize(21).endsWith("second"));
        assertThat(consumer(second).getDelivered()).isEqualTo(1);
    }

    @Test
    void settlesNothingAnyMoreAfterTheLeaseWasLost() throws Exception {
        add("s", 1);
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = consume("s?group=g&lease=only&leaseTime=10m&visibility=10m&block=100", exchange -> {
            Settlement.of(exchange).enlist("RPUSH", "t:written", "x");
            seen.add("begun");
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
        eventually(() -> assertThat(seen).hasSize(1));

        redis.set("t:lease:only", "thief");
        go.countDown();

        eventually(() -> assertThat(consumer(context).getRobbed()).isEqualTo(1));
        assertThat(redis.exists("t:written")).isZero();
        assertThat(pending("s", "g")).isEqualTo(1);
    }

    @Test
    void settlesNothingThatAnotherConsumerHasClaimed() throws Exception {
        String id = add("s", 1);
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = consume("s?group=g&visibility=10m&block=100", exchange -> {
            Settlement.of(exchange).enlist("RPUSH", "t:written", "x");
            seen.add("begun");
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
        eventually(() -> assertThat(seen).hasSize(1));

        redis.xclaim("t:s", Consumer.from("g", "thief"), 0, id);
        go.countDown();

        eventually(() -> assertThat(consumer(context).getRobbed()).isEqualTo(1));
        assertThat(redis.exists("t:written")).isZero();
        assertThat(redis.xpending("t:s", "g").getConsumerMessageCount()).containsExactlyEntriesOf(Map.of("thief", 1L));
    }

    @Test
    void keepsSlowWorkFromBeingClaimed() throws Exception {
        add("s", 1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        org.apache.camel.Processor slow = exchange -> {
            begun.incrementAndGet();
            assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
        };
        consume("s?group=g" + QUICK, slow);
        eventually(() -> assertThat(begun).hasValue(1));
        CamelContext second = consume("s?group=g" + QUICK, slow);
        add("s", 2);
        eventually(() -> assertThat(begun).hasValue(2));
        // Five visibility times: whoever is not renewed would have been claimed twice over.
        assertThat(go.await(3, TimeUnit.SECONDS)).isFalse();
        assertThat(begun).hasValue(2);
        go.countDown();
        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(consumer(second).getClaimed()).isZero();
    }

    @Test
    void countsEntriesThatWereDeletedWhilePendingAsLost() throws Exception {
        List<String> ids = IntStream.range(0, 3).mapToObj(n -> add("s", n)).toList();
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g");
        redis.xreadgroup(Consumer.from("g", "me"), XReadArgs.StreamOffset.lastConsumed("t:s"));
        redis.xdel("t:s", ids.get(1));

        CamelContext context =
                consume("s?group=g&consumerName=me" + QUICK, exchange -> seen.add(value(exchange.getMessage())));

        eventually(() -> assertThat(left("s", "g")).isZero());
        assertThat(seen).containsExactlyInAnyOrder("0", "2");
        assertThat(consumer(context).getDeletedWhilePending()).isEqualTo(1);
    }

    @Test
    void anEntryThatKillsItsConsumersIsDeadAfterTooMany() throws Exception {
        add("s", 1);
        add("s", 2);
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g");
        redis.xreadgroup(
                Consumer.from("g", "me"), XReadArgs.Builder.count(1), XReadArgs.StreamOffset.lastConsumed("t:s"));
        String id = entries("s").get(0).getId();
        redis.xclaim(
                "t:s",
                Consumer.from("g", "me"),
                io.lettuce.core.XClaimArgs.Builder.minIdleTime(0).retryCount(5),
                id);

        consume(
                "s?group=g&consumerName=me&maxDeliveries=5" + QUICK,
                exchange -> seen.add(value(exchange.getMessage())));

        eventually(() -> assertThat(entries("s:dead")).hasSize(1));
        eventually(() -> assertThat(seen).containsExactly("2"));
        assertThat(entries("s:dead").get(0).getBody())
                .containsEntry("dead-reason", "crashed")
                .containsEntry("n", "1");
    }

    @Test
    void aSecondConsumerOfOneNameGetsAnother() throws Exception {
        consume("s?group=g&consumerName=me" + QUICK, exchange -> {});
        eventually(() -> assertThat(redis.keys("t:s:g:consumer:*")).containsExactly("t:s:g:consumer:me"));
        consume("s?group=g&consumerName=me" + QUICK, exchange -> {});
        eventually(() -> assertThat(redis.keys("t:s:g:consumer:*"))
                .containsExactlyInAnyOrder("t:s:g:consumer:me", "t:s:g:consumer:me-2"));
    }

    @Test
    void removesConsumersThatAreGoneHavingTakenOverWhatTheyHadPending() throws Exception {
        IntStream.range(0, 4).forEach(n -> add("s", n));
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g", XGroupCreateArgs.Builder.mkstream());
        redis.xreadgroup(
                Consumer.from("g", "gone"), XReadArgs.Builder.count(2), XReadArgs.StreamOffset.lastConsumed("t:s"));
        redis.xreadgroup(
                Consumer.from("g", "alive"), XReadArgs.Builder.count(1), XReadArgs.StreamOffset.lastConsumed("t:s"));
        redis.set("t:s:g:consumer:alive", "token");

        consume(
                "s?group=g&consumerName=me&flushConsumers=true&visibility=1h",
                exchange -> seen.add(value(exchange.getMessage())));

        eventually(() -> assertThat(seen).containsExactlyInAnyOrder("0", "1", "3"));
        assertThat(redis.xinfoConsumers("t:s", "g").toString())
                .contains("alive")
                .doesNotContain("gone");
        eventually(() -> assertThat(pending("s", "g")).isEqualTo(1));
    }

    @Test
    void removesConsumersThatAreGoneAlsoWhileAnotherConsumerHoldsTheLease() throws Exception {
        add("s", 1);
        consume("s?group=g&lease=only&consumerName=holder" + QUICK, exchange -> {
            seen.add(value(exchange.getMessage()));
            new CountDownLatch(1).await();
        });
        eventually(() -> assertThat(seen).containsExactly("1"));
        redis.xgroupCreateconsumer("t:s", Consumer.from("g", "gone"));
        redis.xgroupCreateconsumer("t:s", Consumer.from("g", "ended a moment ago"));
        redis.psetex("t:s:g:consumer:ended a moment ago", 300, "token");

        consume("s?group=g&lease=only&consumerName=other&flushConsumers=true" + QUICK, exchange -> {});

        eventually(() -> assertThat(redis.xinfoConsumers("t:s", "g").toString())
                .contains("holder")
                .doesNotContain("gone", "ended a moment ago"));
        assertThat(pending("s", "g")).as("of the holder").isEqualTo(1);
    }

    @Test
    void settlesWhatIsInFlightBeforeItStops() throws Exception {
        IntStream.range(0, 30).forEach(n -> add("s", n));
        CamelContext context = consume("s?group=g&maxInFlight=4" + QUICK, exchange -> {
            seen.add(value(exchange.getMessage()));
            if (seen.size() > 8) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        });
        eventually(() -> assertThat(seen).hasSizeGreaterThan(8));

        context.stop();

        List<String> first = List.copyOf(seen);
        consume("s?group=g" + QUICK, exchange -> seen.add(value(exchange.getMessage())));
        eventually(() -> assertThat(new HashSet<>(seen)).hasSize(30));
        eventually(() -> assertThat(left("s", "g")).isZero());
        Set<String> twice = new HashSet<>(first);
        twice.retainAll(List.copyOf(seen).subList(first.size(), seen.size()));
        assertThat(twice).isEmpty();
    }

    @Test
    void givesBackWhatWaitsForALaterTryWhenItStops() throws Exception {
        add("s", 1);
        CamelContext context = consume("s?group=g&visibility=10m&block=100", exchange -> {
            exchange.getMessage().setHeader(RedisStreamsConstants.RETRY_AFTER, Duration.ofHours(1));
            seen.add("first");
            throw new IllegalStateException("in an hour");
        });
        eventually(() -> assertThat(seen).hasSize(1));
        context.stop();

        consume("s?group=g&visibility=10m&block=100", exchange -> seen.add("second"));
        eventually(() -> assertThat(seen).containsExactly("first", "second"));
    }

    @Test
    void theMBeanShowsLagAndPending() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        IntStream.range(0, 5).forEach(n -> add("s", n));
        CamelContext context = consume("s?group=g&maxInFlight=2" + QUICK, exchange -> {
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
        GroupConsumer consumer = (GroupConsumer) consumer(context);
        eventually(() -> assertThat(consumer.getInFlight()).isEqualTo(2));
        assertThat(consumer.getPending()).isEqualTo(2);
        assertThat(consumer.getLag()).isEqualTo(3);
        assertThat(consumer.getOldestPending()).isPositive();
        assertThat(consumer.isConnected()).isTrue();
        go.countDown();
        eventually(() -> assertThat(consumer.getPending()).isZero());
        eventually(() -> assertThat(consumer.getLag()).isZero());
    }

    @Test
    void deliversAMessagePartToASplit() throws Exception {
        IntStream.range(0, 3).forEach(n -> add("s", n));
        CamelContext context = context();
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("redis-streams:s?group=g&batchSize=3" + QUICK)
                        .routeId("consumer")
                        .split(body())
                        .process(exchange -> {
                            Message message = exchange.getMessage();
                            message.setHeader(RedisStreamsConstants.KEY, "chat-" + value(message));
                        })
                        .to("redis-streams:out?keyed=true&settle=true");
            }
        });
        context.start();

        eventually(() ->
                assertThat(redis.zrange("t:out:due", 0, -1)).containsExactlyInAnyOrder("chat-0", "chat-1", "chat-2"));
        assertThat(entries("out:chat-2").get(0).getBody()).containsEntry("n", "2");
        assertThat(pending("s", "g")).isZero();
    }
}
