package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.StreamMessage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.MaskingFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was given up can be looked at, put back and thrown away. */
class DeadLettersTest extends RedisStreamsTest {
    private static final String GROUP = "s?group=g";
    private static final String KEYED = "s?keyed=true";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private volatile boolean broken = true;

    private CamelContext start(String uri) throws Exception {
        return consume(uri + "&maxDeliveries=1" + QUICK, exchange -> {
            if (broken) {
                throw new IllegalStateException("call +79161234567");
            }
            seen.add(value(exchange.getMessage()));
        });
    }

    private void write(CamelContext context, String uri, int from, int to) {
        String target = uri.equals(KEYED) ? "redis-streams:s?keyed=true&key=k" : "redis-streams:s";
        context.createProducerTemplate()
                .sendBody(
                        target,
                        IntStream.range(from, to)
                                .mapToObj(n -> Map.of("n", Integer.toString(n)))
                                .toList());
    }

    private static DeadLetters letters(CamelContext context) {
        return consumer(context).getEndpoint().deadLetters();
    }

    private CamelContext withDead(String uri, int count) throws Exception {
        CamelContext context = start(uri);
        write(context, uri, 0, count);
        eventually(() -> assertThat(letters(context).count()).isEqualTo(count));
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, KEYED})
    void tellsAllAboutAnEntryThatWasGivenUp(String uri) throws Exception {
        CamelContext context = withDead(uri, 1);
        DeadLetter letter = letters(context).list("", 10).get(0);
        assertThat(letter.key()).isEqualTo(uri.equals(KEYED) ? "k" : "");
        assertThat(letter.group()).isEqualTo(uri.equals(KEYED) ? "" : "g");
        assertThat(letter.reason()).isEqualTo("failed");
        assertThat(letter.error()).isEqualTo("java.lang.IllegalStateException: call +79161234567");
        assertThat(letter.deliveries()).isEqualTo(1);
        assertThat(letter.time())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(1)),
                        Instant.now().plusSeconds(5));
        assertThat(letter.entryId()).matches("\\d+-\\d+");
        assertThat(letter.fields()).containsOnlyKeys("n").containsEntry("n", new byte[] {'0'});
        assertThat(letters(context).find(letter.id()))
                .hasValueSatisfying(found -> assertThat(found.entryId()).isEqualTo(letter.entryId()));
        assertThat(letters(context).find("1-1")).isEmpty();
    }

    @Test
    void listsThemInPages() throws Exception {
        CamelContext context = withDead(GROUP, 25);
        Set<String> all = new HashSet<>();
        String after = "";
        for (int expected : new int[] {10, 10, 5, 0}) {
            List<DeadLetter> page = letters(context).list(after, 10);
            assertThat(page).hasSize(expected);
            page.forEach(letter -> all.add(new String(letter.fields().get("n"))));
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        }
        assertThat(all).hasSize(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, KEYED})
    void replaysSomeAsTheyWere(String uri) throws Exception {
        CamelContext context = withDead(uri, 3);
        broken = false;
        Map<String, String> before = redis.hgetall("t:s:tally");
        assertThat(before).containsEntry("dead", "3");
        List<DeadLetter> three = letters(context).list("", 3);
        DeadLetter chosen = three.get(1);
        assertThat(letters(context).replay(List.of(chosen.id(), "1-1"))).isEqualTo(1);
        eventually(() ->
                assertThat(seen).containsExactly(new String(chosen.fields().get("n"))));
        assertThat(letters(context).list("", 3))
                .extracting(DeadLetter::id)
                .containsExactly(three.get(0).id(), three.get(2).id());
        assertThat(letters(context).replay(List.of(chosen.id())))
                .as("it is no longer there")
                .isZero();
        Map<String, String> after = redis.hgetall("t:s:tally");
        assertThat(after).containsEntry("dead", "2");
        assertThat(after.get("added")).as("it was added once").isEqualTo(before.get("added"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, KEYED})
    void replaysAllWithItsProgress(String uri) throws Exception {
        CamelContext context = withDead(uri, 450);
        broken = false;
        Replay replay = letters(context).replayAll();
        assertThat(replay.total()).isEqualTo(450);
        assertThat(replay.ended().toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(450);
        assertThat(replay).hasToString("450 of 450 replayed, done");
        eventually(() -> assertThat(seen).hasSize(450));
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(letters(context).count()).isZero();
    }

    @Test
    void doesNotReplayForEverWhatDiesAgain() throws Exception {
        CamelContext context = withDead(GROUP, 300);
        Replay replay = letters(context).replayAll();
        assertThat(replay.ended().toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(300);
        eventually(() -> assertThat(letters(context).count()).isEqualTo(300));
    }

    @Test
    void aReplayThatIsStoppedLeavesTheRestAndGoesOnWithTheNextOne() throws Exception {
        CamelContext context = withDead(GROUP, 450);
        broken = false;
        Replay replay = letters(context).replayAll();
        replay.stop();
        long first = replay.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(replay.toString()).endsWith("stopped");
        assertThat(letters(context).count()).isEqualTo(450 - first);
        letters(context).replayAll().ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
        eventually(() -> assertThat(seen).hasSize(450));
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void aReplayThatLosesItsConnectionsLosesAndRepeatsNothing() throws Exception {
        CamelContext context = withDead(GROUP, 2000);
        broken = false;
        for (int i = 0; i < 20; i++) {
            eventually(() -> letters(context).replayAll());
            redis.clientKill(io.lettuce.core.KillArgs.Builder.typeNormal().skipme());
        }
        eventually(() -> assertThat(letters(context)
                        .replayAll()
                        .ended()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isNotNegative());
        eventually(() -> assertThat(new HashSet<>(seen)).hasSize(2000));
        assertThat(entries("s")).as("2000 written, 2000 replayed").hasSize(4000);
    }

    @Test
    void whatIsNoDeadLetterStays() throws Exception {
        CamelContext context = withDead(GROUP, 1);
        redis.xadd("t:s:dead", Map.of("some", "thing"));
        broken = false;
        assertThat(letters(context).replayAll().ended().toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(entries("s:dead"))
                .singleElement()
                .extracting(StreamMessage::getBody)
                .isEqualTo(Map.of("some", "thing"));
    }

    @Test
    void replaysNothingWhenRedisIsFull() throws Exception {
        CamelContext context = withDead(GROUP, 1);
        String id = letters(context).list("", 1).get(0).id();
        redis.configSet("maxmemory", "1");
        try {
            assertThatThrownBy(() -> letters(context).replay(List.of(id))).hasMessageContaining("OOM");
        } finally {
            redis.configSet("maxmemory", "0");
        }
        assertThat(letters(context).count()).isEqualTo(1);
    }

    @Test
    void discardsSomeAndAllUpToOne() throws Exception {
        CamelContext context = withDead(GROUP, 5);
        List<String> ids =
                letters(context).list("", 5).stream().map(DeadLetter::id).toList();
        assertThat(letters(context).discard(List.of(ids.get(2), "1-1"))).isEqualTo(1);
        assertThat(letters(context).discardUpTo(ids.get(3))).isEqualTo(3);
        assertThat(letters(context).list("", 5)).extracting(DeadLetter::id).containsExactly(ids.get(4));
        assertThatThrownBy(() -> letters(context).discardUpTo("all")).hasMessageContaining("'all' is not the id");
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, KEYED})
    void canBeLookedAtAndRepairedThroughJmx(String uri) throws Exception {
        CamelContext context = withDead(uri, 3);
        context.getRegistry().bind(MaskingFormatter.CUSTOM_LOG_MASK_REF, (MaskingFormatter)
                text -> text.replaceAll("\\+\\d{7,}", "+…"));
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = consumer(jmx, context);
        Object[] firstPage = {"", 2};
        TabularData table = (TabularData) jmx.invoke(
                name, "listDeadLetters", firstPage, new String[] {String.class.getName(), int.class.getName()});
        assertThat(table.values()).hasSize(2).allSatisfy(row -> assertThat(((CompositeData) row).get("error"))
                .isEqualTo("java.lang.IllegalStateException: call +…"));
        String id = letters(context).list("", 1).get(0).id();
        assertThat(call(jmx, name, "inspectDeadLetter", id))
                .contains("reason: failed\n", "deliveries: 1\n", "field n: ");
        broken = false;
        assertThat(call(jmx, name, "replayDeadLetters", id + ", 1-1")).isEqualTo("1 of 2 replayed");
        String second = letters(context).list("", 1).get(0).id();
        assertThat(call(jmx, name, "discardDeadLetters", second)).isEqualTo("1 of 1 discarded");
        assertThat(jmx.invoke(name, "replayAllDeadLetters", null, null).toString())
                .contains(" of 1 replayed");
        eventually(() -> assertThat(jmx.getAttribute(name, "Replay")).isEqualTo("1 of 1 replayed, done"));
        assertThat(jmx.invoke(name, "stopReplay", null, null).toString()).contains("1 of 1");
        eventually(() -> assertThat(seen).hasSize(2));
        assertThat(jmx.getAttribute(name, "DeadLetters")).isEqualTo(0L);
        assertThat(call(jmx, name, "discardDeadLettersUpTo", id)).isEqualTo("0 discarded");
        assertThat(((TabularData) jmx.invoke(name, "listDeadLetters", firstPage, new String[] {
                            String.class.getName(), int.class.getName()
                        }))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void fieldsThatArePersonalDataAreNotShown() throws Exception {
        CamelContext context = withDead(GROUP + "&deadFieldsShown=false", 1);
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

        assertThat(call(
                        jmx,
                        consumer(jmx, context),
                        "inspectDeadLetter",
                        letters(context).list("", 1).get(0).id()))
                .contains("reason: failed\n", "field n: (not shown)\n");
    }

    private static ObjectName consumer(MBeanServer jmx, CamelContext context) throws MalformedObjectNameException {
        return jmx.queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=consumers,*"),
                        null)
                .iterator()
                .next();
    }

    private static String call(MBeanServer jmx, ObjectName name, String operation, String argument) throws Exception {
        Object[] arguments = {argument};
        return (String) jmx.invoke(name, operation, arguments, new String[] {String.class.getName()});
    }
}
