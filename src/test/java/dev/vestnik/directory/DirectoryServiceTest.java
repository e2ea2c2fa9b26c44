package dev.vestnik.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.LogLines;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DirectoryServiceTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private Keys keys;
    private DirectoryService directories;

    @BeforeEach
    void aDirectoryInForce() {
        keys = REDIS.keys();
        directories = new DirectoryService(REDIS.commands(), keys, false);
        directories.replace(Samples.DIRECTORY);
    }

    @Test
    void aLargeDirectoryIsStoredInPartsAndReadWhole() {
        Directory large = large("north");

        directories.replace(large);

        assertThat(new DirectoryService(REDIS.moreCommands(), keys, false)
                        .current()
                        .sameAs(large))
                .isTrue();
        assertThat(REDIS.commands().keys("*staged*")).isEmpty();
        assertThat(REDIS.commands().ttl(keys.ranges())).isEqualTo(-1);
    }

    @Test
    void theLogShowsHowFarTheWritingOfALargeDirectoryIs() {
        try (LogLines log = LogLines.of(DirectoryStore.class)) {
            directories.replace(
                    Directory.of(List.of(Samples.ANNA), Map.of("north", "Север"), ranges(100_000, "north")));

            assertThat(log.texts())
                    .containsExactly(
                            "The new directory: 100000 of 100000 entries of " + keys.ranges() + " are in Redis");
        }
    }

    @Test
    void whatIsGoneFromTheNewDirectoryIsGoneInRedis() {
        directories.replace(Directory.of(List.of(Samples.ANNA), Map.of("north", "Север"), Map.of()));

        assertThat(REDIS.commands().exists(keys.ranges())).isZero();
        assertThat(REDIS.commands().hkeys(keys.people())).containsExactly(Samples.ANNA.phone());
    }

    /** As after an answer that was lost. */
    @Test
    void aSecondRunOfTheSameReplacementChangesNothing() {
        String version = REDIS.commands().get(keys.directoryVersion());
        String last = REDIS.commands().get(keys.directoryReplacement());

        assertThat(runReplacement(last)).isEqualTo(version);

        assertThat(REDIS.commands().get(keys.directoryVersion())).isEqualTo(version);
        assertThat(new DirectoryService(REDIS.moreCommands(), keys, false)
                        .current()
                        .sameAs(Samples.DIRECTORY))
                .isTrue();
    }

    @Test
    void aStagedDirectoryThatHasExpiredIsNotPutInForce() {
        assertThatThrownBy(() -> runReplacement("another"))
                .hasMessageContaining("the staged directory is not whole")
                .hasMessageContaining("nothing was written");

        assertThat(new DirectoryService(REDIS.moreCommands(), keys, false)
                        .current()
                        .sameAs(Samples.DIRECTORY))
                .isTrue();
    }

    @Test
    void whileANewDirectoryIsReadTheOldOneStaysInForce() {
        AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        DirectoryService other = new DirectoryService(gated(REDIS.moreCommands(), gate), keys, false);
        other.reload();
        Directory large = large("south");
        directories.replace(large);
        String version = REDIS.commands().get(keys.directoryVersion());
        CountDownLatch closed = new CountDownLatch(1);
        gate.set(closed);

        assertThat(other.at(version).sameAs(Samples.DIRECTORY)).isTrue();
        assertThat(other.at(version).sameAs(Samples.DIRECTORY)).isTrue();

        closed.countDown();
        assertThat(other.reload().sameAs(large)).isTrue();
        assertThat(other.at(version).sameAs(large)).isTrue();
    }

    @Test
    void aSmallNewDirectoryIsInForceAtOnce() {
        DirectoryService other = new DirectoryService(REDIS.moreCommands(), keys, false);
        for (int i = 0; i < 20; i++) {
            other.reload();
            Directory small = Directory.of(List.of(Samples.ANNA), Map.of("north", "Север"), ranges(100 + i, "north"));
            directories.replace(small);

            assertThat(other.at(REDIS.commands().get(keys.directoryVersion())).sameAs(small))
                    .isTrue();
        }
    }

    @Test
    void aKeyOfTheWrongTypeLeavesTheOldDirectoryInForce() {
        DirectoryService other = new DirectoryService(REDIS.moreCommands(), keys, false);
        other.reload();
        REDIS.commands().set(keys.ranges(), "no hash");

        assertThat(other.at("next").sameAs(Samples.DIRECTORY)).isTrue();
        assertThat(other.last().sameAs(Samples.DIRECTORY)).isTrue();
    }

    /** Redis whose hashes can be read only while the gate is open. */
    @SuppressWarnings("unchecked")
    private static RedisClusterCommands<String, String> gated(
            RedisClusterCommands<String, String> redis, AtomicReference<CountDownLatch> gate) {
        return (RedisClusterCommands<String, String>) Proxy.newProxyInstance(
                DirectoryServiceTest.class.getClassLoader(),
                new Class<?>[] {RedisClusterCommands.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("hscan")) {
                        assertThat(gate.get().await(20, TimeUnit.SECONDS)).isTrue();
                    }
                    return method.invoke(redis, arguments);
                });
    }

    private String runReplacement(String replacement) {
        List<String> current =
                List.of(keys.people(), keys.areas(), keys.ranges(), keys.areaEscalations(), keys.areaRules());
        List<String> all = new ArrayList<>(current);
        current.forEach(key -> all.add(key + ":staged"));
        all.add(keys.directoryVersion());
        all.add(keys.directoryReplacement());
        return Long.toString(LuaScript.load("/lua", "directory_replace")
                .number(REDIS.commands(), all, List.of("3", "2", "4", "0", "0", replacement)));
    }

    private static Directory large(String area) {
        AreaRules rules = new AreaRules(
                Set.of("critical"), QuietHours.parse("22:00-07:00").orElseThrow());
        return Directory.of(
                Samples.DIRECTORY.people(),
                Samples.DIRECTORY.areas(),
                AreaRanges.of(ranges(2500, area)),
                Map.of(area, "5m same"),
                Map.of(area, rules, "other", new AreaRules(Set.of("info"), null)));
    }

    private static Map<String, String> ranges(int number, String area) {
        return IntStream.range(0, number)
                .boxed()
                .collect(Collectors.toMap(
                        i -> (10 + i / 65_536) + "." + i / 256 % 256 + "." + i % 256 + ".0/24", i -> area));
    }
}
