package dev.vestnik.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"5.0.14", "6.2.21", "6.9.240", "6", "none", "7.x.1"})
    void refusesARedisThatDoesNotKnowTheScripts(String version) {
        try (RedisOfVersion redis = new RedisOfVersion(version)) {
            assertThatThrownBy(() -> check(redis))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("Redis at 127.0.0.1:" + redis.port() + " has version " + version
                            + ", but Vestnik needs Redis 7.0 or newer.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0.0", "7.0.15", "7.2.4", "8.2.1", "10.0.0", "255.255.255"})
    void takesANewerOne(String version) {
        try (RedisOfVersion redis = new RedisOfVersion(version)) {
            assertThatCode(() -> check(redis)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/redis-streams.adoc", "docs/benchmark.md", "docker-compose.yml"})
    void whoReadsWhatRedisIsNeededReadsTheSame(String file) throws IOException {
        assertThat(Files.readString(Path.of(file))).contains("Redis 7.0 or newer");
    }

    private static void check(RedisOfVersion redis) {
        RedisURI uri = RedisURI.create("127.0.0.1", redis.port());
        RedisClient client = RedisClient.create(uri);
        try {
            new RedisCheck(Duration.ZERO).check(client, uri);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
