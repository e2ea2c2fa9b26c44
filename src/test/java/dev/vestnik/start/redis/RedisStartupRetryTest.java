package dev.vestnik.start.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.StartRefusedException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisStartupRetryTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void whatIsAwayIsAskedAgain() {
        assertThat(patience(SHORT).await(answering(away()))).isEqualTo("PONG");
    }

    @Test
    void whatStaysAwayIsRefusedWithItsPlaceAndWhy() {
        assertThatThrownBy(() -> patience(Duration.ZERO).await(answering(away(), away())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("Redis at redis.example:6379 does not answer (Connection refused): start it, or correct"
                        + " REDIS_URL.");
    }

    @Test
    void whatLoadsItsDataIsWaitedForBeyondAllPatience() {
        RedisException loading = new RedisLoadingException("LOADING Redis is loading the dataset in memory");

        assertThat(patience(Duration.ZERO).await(answering(loading))).isEqualTo("PONG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "READONLY You can't write against a read only replica.",
                "OOM command not allowed when used memory > 'maxmemory'."
            })
    void whatIsRefusedForNowIsAskedAgain(String refusal) {
        assertThat(patience(SHORT).await(answering(new RedisCommandExecutionException(refusal))))
                .isEqualTo("PONG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGPASS invalid username-password pair or user is disabled.",
                "NOPERM this user has no permissions to run the 'set' command",
                "WRONGTYPE Operation against a key holding the wrong kind of value"
            })
    void whatWaitingCannotMendIsRefusedAtOnce(String refusal) {
        assertThatThrownBy(() -> patience(Duration.ofHours(1))
                        .await(answering(new RedisException(new RedisCommandExecutionException(refusal)))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("redis.example:6379")
                .hasMessageContaining(refusal);
    }

    private static RedisStartupRetry patience(Duration patience) {
        return new RedisStartupRetry(RedisURI.create("redis://somebody:secret@redis.example:6379"), patience);
    }

    private static RedisException away() {
        return new RedisConnectionException(
                "Unable to connect to redis://somebody:secret@redis.example", new RedisException("Connection refused"));
    }

    private static Supplier<String> answering(RedisException... before) {
        Queue<RedisException> failures = new ArrayDeque<>(List.of(before));
        return () -> {
            RedisException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return "PONG";
        };
    }
}
