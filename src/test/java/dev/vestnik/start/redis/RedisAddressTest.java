package dev.vestnik.start.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisAddressTest {
    /** The three ways in which the service uses an address: Lettuce, the component, and Spring Data Redis. */
    @ParameterizedTest
    @CsvSource({
        "redis://h:6380/2, , ",
        "redis://:p%3Aq%2Fr@h:6380/2, , p:q/r",
        "redis://p%3Aq@h:6380/2, , p:q",
        "redis://user:p%3Aq%2Fr@h:6380/2, user, p:q/r",
        "rediss://user:p%40q%25%23%3F%20+@h:6380/2, user, p@q%#? +",
        "redis://user:p@q@h:6380/2, user, p@q",
        "'redis-sentinel://user:p%3Aq%2Fr@h1:26379,h2:26380/2#main', user, p:q/r",
    })
    void userAndPasswordAreReadInOneWay(String address, String user, String password) {
        RedisURI uri = RedisAddress.parse(address);
        uri.setClientName("a client");
        uri.setTimeout(Duration.ofSeconds(3));
        RedisURI ofComponent = RedisURI.create(RedisAddress.withPassword(uri));

        for (RedisURI read : new RedisURI[] {uri, ofComponent}) {
            RedisCredentials login =
                    read.getCredentialsProvider().resolveCredentials().block();
            assertThat(login.getUsername()).isEqualTo(user);
            assertThat(login.getPassword() == null ? null : new String(login.getPassword()))
                    .isEqualTo(password);
            assertThat(read.getDatabase()).isEqualTo(2);
            assertThat(read.isSsl()).isEqualTo(address.startsWith("rediss"));
            assertThat(RedisAddress.shown(read))
                    .isEqualTo(address.contains("sentinel") ? "h1:26379,h2:26380#main" : "h:6380");
        }
        RedisConfiguration spring = LettuceConnectionFactory.createRedisConfiguration(uri);
        assertThat(((RedisConfiguration.WithAuthentication) spring).getUsername())
                .isEqualTo(user);
        assertThat(((RedisConfiguration.WithAuthentication) spring)
                        .getPassword()
                        .toOptional()
                        .map(String::new)
                        .orElse(null))
                .isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://u:secret/secret@h", "redis://u:secret%zz@h", "redis://u:secret@h:x", "secret"})
    void anExceptionShowsNoPartOfTheAddress(String address) {
        assertThatThrownBy(() -> RedisAddress.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }

    @Test
    void theAddressOfTheComponentIsThatOfTheSettings() {
        assertThat(RedisURI.create(RedisAddress.withPassword(RedisAddress.parse("redis://h:6380/2"))))
                .isEqualTo(RedisAddress.parse("redis://h:6380/2"));
    }
}
