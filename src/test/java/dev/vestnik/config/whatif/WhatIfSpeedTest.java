package dev.vestnik.config.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.VestnikApplication;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.check.OfflineRoutes;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import dev.vestnik.whatif.Comparison;
import dev.vestnik.whatif.DispatchReplay;
import dev.vestnik.whatif.RecordedEvents;
import dev.vestnik.whatif.RecordedSilences;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100 people in 50 areas; a third of the events moves to another area, a third closes what another one has opened, and all go
 * through the shipped route twice. {@code -Dwhatif.events=100000} is the long form.
 */
class WhatIfSpeedTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final int EVENTS = Integer.getInteger("whatif.events", 3_000);
    private static final int AREAS = 50;

    /** Of processor time: one step waits for the other, so that on a machine that does nothing else it is the time it takes. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final UserService users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
    private final Map<String, String> areas = new HashMap<>();
    private final List<Person> people = new ArrayList<>();

    @Test
    void aHundredThousandEventsTakeLessThanHalfAMinute() {
        fill();
        try (CommandRedis own = CommandRedis.own(folder)) {
            compare(own.commands());
        }
    }

    private void compare(RedisClusterCommands<String, String> own) {
        DispatchReplay now = replay(own, "now", Map.of("10.0.0.0/8", "area0"));
        DispatchReplay then = replay(own, "then", Map.of("10.0.0.0/8", "area0", "10.0.0.0/10", "area1"));
        Comparison comparison = new Comparison(now, then, RecordedSilences.NONE);
        try (OfflineRoutes routes = new OfflineRoutes(VestnikApplication.class, LibraryFolder.DEFAULT);
                RouteReplay present = new RouteReplay(OfflineRoutes.ROUTES, routes, now, "en");
                RouteReplay changed = new RouteReplay(OfflineRoutes.ROUTES, routes, then, "en")) {
            now.through(present);
            then.through(changed);
            Duration processor = processor(own);
            Instant begun = Instant.now();

            new RecordedEvents(REDIS.commands(), REDIS.keys()).read(Instant.EPOCH, comparison::replay);

            Duration wall = Duration.between(begun, Instant.now());
            Duration used = processor(own).minus(processor);
            System.out.printf(
                    "%,d events, twice: %.1f s; processor time of the JVM and its Redis %.1f s%n",
                    EVENTS, wall.toMillis() / 1e3, used.toMillis() / 1e3);
            assertThat(comparison.events()).isEqualTo(EVENTS);
            assertThat(comparison.result().differences()).hasSizeGreaterThan(EVENTS / 5);
            assertThat(used).isLessThan(LONGEST);
        }
    }

    private static Duration processor(RedisClusterCommands<String, String> own) {
        Duration jvm = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        Matcher redis = Pattern.compile("used_cpu_(user|sys):([0-9.]+)").matcher(own.info("cpu"));
        double seconds = redis.results()
                .mapToDouble(one -> Double.parseDouble(one.group(2)))
                .sum();
        return jvm.plusMillis((long) (seconds * 1_000));
    }

    private void fill() {
        for (int i = 0; i < AREAS; i++) {
            areas.put("area" + i, "Area " + i);
        }
        for (int i = 0; i < 100; i++) {
            people.add(new Person(
                    "+7916%07d".formatted(i), "Person " + i, Set.of("area" + i % AREAS), Role.OPERATOR, "en", null));
            users.login(i + 1, people.get(i).phone(), "en");
            users.joinPool(i + 1, null);
        }
        for (int i = 0; i < EVENTS; i++) {
            String status = List.of("critical", "warning", "resolved").get(i % 3);
            String area = i % 2 == 0 ? "\"area\":\"area" + i % AREAS + "\"" : "\"ip\":\"10." + i % 128 + ".0.7\"";
            String body =
                    "{\"status\":\"%s\",\"title\":\"Interface %d does not answer\",\"key\":\"device-%d\",\"id\":\"%d\",%s}"
                            .formatted(status, i % 997, i / 3 % 5_000, i, area);
            REDIS.commands().xadd(REDIS.keys().events(), Map.of("body", body));
        }
    }

    private DispatchReplay replay(RedisClusterCommands<String, String> own, String name, Map<String, String> ranges) {
        DispatchReplay replay = new DispatchReplay(own, name, Samples.STATUSES, null);
        replay.directories().replace(Directory.of(people, areas, ranges));
        replay.useUsers(REDIS.commands().hgetall(REDIS.keys().users()), false);
        return replay;
    }
}
