package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.testing.RedisExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one given Redis: one takes events and talks with people, the other dispatches and delivers. */
class SeveralInstancesIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long ANNA = 1001;

    @TempDir
    static Path folder;

    private static RunningVestnik front;
    private static RunningVestnik consumer;

    @BeforeAll
    static void start() throws Exception {
        Path files = Files.createDirectories(folder.resolve("directory"));
        RunningVestnik.directory(
                files,
                List.of("+70000000001,Анна Орлова,north,operator,ru,"),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
        front = RunningVestnik.start(
                folder,
                "vestnik.redis.url=" + REDIS.url(),
                "vestnik.roles=bot,producer",
                "vestnik.consumer-name=front",
                "vestnik.directory.folder=" + files,
                "vestnik.directory.interval=200");
        consumer = RunningVestnik.start(
                folder, "vestnik.redis.url=" + REDIS.url(), "vestnik.roles=consumer", "vestnik.consumer-name=consumer");
    }

    @AfterAll
    static void stop() {
        if (consumer != null) {
            consumer.close();
        }
        if (front != null) {
            front.close();
        }
    }

    @Test
    void anEventThatOneTakesIsDeliveredByTheOther() {
        SandboxClient people = front.sandbox();
        people.say(ANNA, "/start");
        people.shareOwnContact(ANNA);
        people.say(ANNA, "/poolon");
        patiently().until(() -> people.texts(ANNA).stream().anyMatch(text -> text.contains("заступили")));

        front.redis()
                .rpush(front.keys().inbox(), "{\"status\":\"critical\",\"title\":\"Link down\",\"ip\":\"10.1.2.3\"}");

        patiently()
                .untilAsserted(
                        () -> assertThat(people.texts(ANNA)).last().asString().contains("Link down"));
    }

    @Test
    void aDirectoryThatOnePutsInForceIsInForceAtTheOther() throws Exception {
        DirectoryService there = consumer.bean(DirectoryService.class);
        patiently().until(() -> there.current().areaName("north").isPresent());

        Files.writeString(folder.resolve("directory").resolve("areas.csv"), "area,name\nnorth,Север\nfar,Far\n");

        patiently().until(() -> there.current().areaName("far").isPresent());
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
