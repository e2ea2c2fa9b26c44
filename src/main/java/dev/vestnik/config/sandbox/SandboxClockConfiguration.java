package dev.vestnik.config.sandbox;

import dev.vestnik.sandbox.SandboxTime;
import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The movable clock, in every process that works with a sandbox. */
@Configuration(proxyBeanMethods = false)
class SandboxClockConfiguration {
    @Bean
    @ConditionalOnBean(name = "sandboxLock")
    SandboxTime sandboxTime(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        return new StoredClockOffset(redis, keys, (MovableClock) clock);
    }
}
