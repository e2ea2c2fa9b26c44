package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.Consumer;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** What is done is removed after its time; what anybody still needs never is. */
class RetentionTest extends RedisStreamsTest {
    private static final String SHORT = "s?group=g&retention=300ms" + QUICK;

    private void makeGroup(String group) {
        redis.xgroupCreate(
                XReadArgs.StreamOffset.from("t:s", "0"), group, io.lettuce.core.XGroupCreateArgs.Builder.mkstream());
    }

    private List<StreamMessage<String, String>> readAs(String group, int count) {
        return redis.xreadgroup(
                Consumer.from(group, "dead"),
                XReadArgs.Builder.count(count),
                XReadArgs.StreamOffset.lastConsumed("t:s"));
    }

    private static GroupConsumer group(CamelContext context) {
        return (GroupConsumer) consumer(context);
    }

    @Test
    void removesWhatAllGroupsHaveDoneAfterItsTime() throws Exception {
        IntStream.range(0, 250).forEach(n -> add("s", n));
        CamelContext context = consume(SHORT, exchange -> {});
        eventually(() -> assertThat(entries("s")).isEmpty());
        assertThat(group(context).getTrimmed()).isEqualTo(250);
        assertThat(group(context).getTrimHeldBackBy()).isEmpty();

        add("s", 250);
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(251));
        eventually(() -> assertThat(entries("s")).isEmpty());
        assertThat(group(context).getLag()).isZero();
    }

    @Test
    void removesAnyNumberInStepsThatAreShort() throws Exception {
        redis.eval(
                "for i = 1, 45000 do redis.call('XADD', KEYS[1], '1-' .. i, 'n', i) end",
                io.lettuce.core.ScriptOutputType.STATUS,
                "t:s");
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g");
        redis.xgroupSetid(XReadArgs.StreamOffset.from("t:s", "1-44950"), "g");
        CamelContext context = consume("s?group=g&retention=1h" + QUICK, exchange -> {});
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(50));

        consumer(context).cleaner.clean();

        eventually(() -> assertThat(group(context).getTrimmed()).isEqualTo(45_000));
        assertThat(entries("s")).isEmpty();
    }

    @Test
    void keepsWhatIsYoung() throws Exception {
        IntStream.range(0, 10).forEach(n -> add("s", n));
        redis.xadd("t:s", new io.lettuce.core.XAddArgs().id("99999999999999-0"), Map.of("n", "future"));
        CamelContext context = consume(SHORT, exchange -> {});
        eventually(() -> assertThat(group(context).getTrimmed()).isEqualTo(10));
        assertThat(entries("s")).singleElement().satisfies(entry -> assertThat(entry.getBody())
                .containsEntry("n", "future"));
    }

    @Test
    void removesNothingThatADeadGroupHasPendingAndSaysWhoKeepsIt() throws Exception {
        List<String> ids = IntStream.range(0, 20).mapToObj(n -> add("s", n)).toList();
        makeGroup("dead");
        redis.xack(
                "t:s",
                "dead",
                readAs("dead", 15).stream().limit(5).map(StreamMessage::getId).toArray(String[]::new));

        CamelContext context = consume(SHORT, exchange -> {});
        eventually(() -> assertThat(group(context).getTrimmed()).isEqualTo(5));
        eventually(() -> assertThat(group(context).getTrimHeldBackBy()).isEqualTo("dead"));
        assertThat(group(context).getTrimHeldBackAge()).isPositive();
        assertThat(entries("s")).extracting(StreamMessage::getId).containsExactlyElementsOf(ids.subList(5, 20));

        redis.xack("t:s", "dead", ids.toArray(String[]::new));
        eventually(() -> assertThat(group(context).getTrimmed()).isEqualTo(15));
        assertThat(entries("s")).extracting(StreamMessage::getId).containsExactlyElementsOf(ids.subList(15, 20));

        redis.xgroupDestroy("t:s", "dead");
        eventually(() -> assertThat(entries("s")).isEmpty());
        eventually(() -> assertThat(group(context).getTrimHeldBackBy()).isEmpty());
    }

    @Test
    void removesNothingThatAGroupHasNotRead() throws Exception {
        IntStream.range(0, 20).forEach(n -> add("s", n));
        makeGroup("behind");
        CamelContext context = consume(SHORT, exchange -> {});
        eventually(() -> assertThat(group(context).getTrimHeldBackBy()).isEqualTo("behind"));
        assertThat(entries("s")).hasSize(20);
    }

    @Test
    void removesNothingThatItHasInWorkItself() throws Exception {
        add("s", 0);
        CamelContext context = consume("s?group=g&retention=300ms&visibility=10m&block=100", exchange -> {
            eventually(() -> assertThat(redis.exists("t:go")).isOne());
        });
        eventually(() -> assertThat(group(context).getTrimHeldBackBy()).isEqualTo("g"));
        assertThat(entries("s")).hasSize(1);
        redis.set("t:go", "now");
        eventually(() -> assertThat(entries("s")).isEmpty());
        assertThat(consumer(context).getDeletedWhilePending()).isZero();
    }

    @Test
    void losesNothingWhenTrimmedWhileItIsWrittenAndRead() throws Exception {
        makeGroup("g");
        makeGroup("other");
        CamelContext context = consume("s?group=g&lease=only&batchSize=10&retention=1ms" + QUICK, exchange -> {});
        CamelContext second = consume("s?group=other&batchSize=7&retention=1ms" + QUICK, exchange -> {});
        IntStream.range(0, 3000).forEach(n -> add("s", n));
        eventually(() -> assertThat(consumer(context).getDone()).isEqualTo(3000));
        eventually(() -> assertThat(consumer(second).getDone()).isEqualTo(3000));
        eventually(() -> assertThat(entries("s")).isEmpty());
        assertThat(consumer(context).getDeletedWhilePending()).isZero();
        assertThat(consumer(second).getDeletedWhilePending()).isZero();
    }

    @Test
    void onlyTheHolderOfTheLeaseTrims() throws Exception {
        CamelContext first = consume("s?group=g&lease=only&retention=300ms" + QUICK, exchange -> {});
        add("s", 0);
        eventually(() -> assertThat(consumer(first).getDone()).isEqualTo(1));
        CamelContext second = consume("s?group=g&lease=only&retention=300ms" + QUICK, exchange -> {});
        eventually(() -> assertThat(group(first).getTrimmed()).isEqualTo(1));
        assertThat(group(second).getTrimmed()).isZero();
    }

    @Test
    void removesDeadLettersAfterTheirTime() throws Exception {
        CamelContext context = consume("s?group=g&maxDeliveries=1&deadRetention=500ms" + QUICK, exchange -> {
            throw new IllegalStateException("broken");
        });
        add("s", 0);
        eventually(() -> assertThat(consumer(context).getDead()).isEqualTo(1));
        eventually(() -> assertThat(consumer(context).getExpired()).isEqualTo(1));
        assertThat(entries("s:dead")).isEmpty();
        assertThat(entries("s"))
                .as("what is done stays where nobody set a retention")
                .hasSize(1);
    }

    @Test
    void removesDeadLettersOfKeysAfterTheirTime() throws Exception {
        CamelContext context = consume("out?keyed=true&maxDeliveries=1&deadRetention=500ms" + QUICK, exchange -> {
            throw new IllegalStateException("broken");
        });
        context.createProducerTemplate().sendBody("redis-streams:out?key=k", "x");
        eventually(() -> assertThat(consumer(context).getExpired()).isEqualTo(1));
        assertThat(entries("out:dead")).isEmpty();
    }

    @Test
    void refusesARetentionOfWhatIsNotKept() throws Exception {
        CamelContext context = context();
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?keyed=true&retention=7d")
                        .createConsumer(exchange -> {}))
                .hasMessageContaining("a keyed stream keeps nothing that is done");
    }
}
