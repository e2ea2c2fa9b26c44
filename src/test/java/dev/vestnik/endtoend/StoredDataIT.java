package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.sandbox.StandaloneSandbox;
import dev.vestnik.store.Keys;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is stored outlives the move to another Redis, another name of the bot, and a new version of Vestnik. The data of a
 * version is written by {@code -Dstored.write=<a checkout of it with its jar in target/>}.
 */
class StoredDataIT {
    /** Of the version before incidents could be closed by commands, November 2026. */
    private static final Path BEFORE = Path.of("src/test/resources/stored/2026-11.jsonl");

    private static final Keys KEYS = new Keys("vestnik");

    @TempDir
    private Path folder;

    @Test
    void aDumpIsRestoredIntoAnotherRedisAndUnderAnotherName() throws Exception {
        Path dump = Files.createDirectories(folder.resolve("new")).resolve("dump.rdb");
        try (StandaloneSandbox telegram = StandaloneSandbox.start()) {
            UnfinishedWork work = new UnfinishedWork(new SandboxClient(telegram.url()));
            try (RestartableRedis redis = new RestartableRedis(folder.resolve("old"))) {
                try (RunningVestnik vestnik = start(redis, telegram, KEYS)) {
                    work.leave(redis.commands(), vestnik.keys());
                }
                work.leaveInTheInbox(redis.commands(), KEYS);
                redis.commands().save();
                Files.copy(folder.resolve("old/dump.rdb"), dump);
            }

            try (RestartableRedis redis = RestartableRedis.restored(dump)) {
                Keys renamed = new Keys("herald");
                RedisCommands<String, String> commands = redis.commands();
                for (String key : commands.keys(KEYS.prefix() + "*")) {
                    assertThat(commands.renamenx(
                                    key,
                                    renamed.prefix()
                                            + key.substring(KEYS.prefix().length())))
                            .isTrue();
                }
                try (RunningVestnik vestnik = start(redis, telegram, renamed)) {
                    work.require(commands, vestnik.keys());
                }
            }
        }
    }

    @Test
    void theDataOfAnOlderVersionIsUsed() throws Exception {
        String checkout = System.getProperty("stored.write");
        if (checkout != null) {
            write(Path.of(checkout));
        }
        try (StandaloneSandbox telegram = StandaloneSandbox.start();
                RestartableRedis redis = new RestartableRedis(folder.resolve("today"))) {
            UnfinishedWork work = new UnfinishedWork(new SandboxClient(telegram.url()));
            StoredData.load(BEFORE, redis.commands());
            try (RunningVestnik vestnik = start(redis, telegram, KEYS)) {
                work.require(redis.commands(), vestnik.keys());
            }
        }
    }

    private RunningVestnik start(RestartableRedis redis, StandaloneSandbox telegram, Keys keys) {
        return RunningVestnik.start(
                folder,
                "vestnik.sandbox=false",
                "vestnik.bot-name=" + keys.bot(),
                "vestnik.redis.url=" + redis.url(),
                "vestnik.telegram.token=" + StandaloneSandbox.TOKEN,
                "vestnik.telegram.base-uri=" + telegram.url(),
                "vestnik.directory.folder=" + UnfinishedWork.directory(folder.resolve("directory")));
    }

    private void write(Path checkout) throws IOException, InterruptedException {
        Path jar;
        try (Stream<Path> files = Files.list(checkout.resolve("target"))) {
            jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
        try (StandaloneSandbox telegram = StandaloneSandbox.start();
                RestartableRedis redis = new RestartableRedis(folder.resolve("before"))) {
            SandboxClient sandbox = new SandboxClient(telegram.url());
            UnfinishedWork work = new UnfinishedWork(sandbox);
            try (VestnikProcess process = VestnikProcess.start(
                    folder.resolve("before.log"),
                    Map.of(
                            "REDIS_URL",
                            redis.url(),
                            "TELEGRAM_BOT_TOKEN",
                            StandaloneSandbox.TOKEN,
                            "TELEGRAM_BASE_URI",
                            telegram.url(),
                            "VESTNIK_DIRECTORY",
                            UnfinishedWork.directory(folder.resolve("directory"))
                                    .toString(),
                            "SERVER_PORT",
                            "0",
                            "MANAGEMENT_SERVER_PORT",
                            "0"),
                    checkout,
                    List.of("-jar", jar.toString()))) {
                process.awaitReady();
                work.leave(redis.commands(), KEYS);
            }
            work.leaveInTheInbox(redis.commands(), KEYS);
            StoredData.write(
                    redis.commands(),
                    folder.resolve("before"),
                    sandbox.messages(7_001).get(0).path("message_id").asInt(),
                    BEFORE);
        }
    }
}
