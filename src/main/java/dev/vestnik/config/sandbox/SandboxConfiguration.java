package dev.vestnik.config.sandbox;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.sandbox.ChatActions;
import dev.vestnik.sandbox.SamplePeople;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.sandbox.SandboxEvents;
import dev.vestnik.sandbox.SandboxView;
import dev.vestnik.sandbox.api.SandboxBotApi;
import dev.vestnik.sandbox.web.ConditionalOnSandbox;
import dev.vestnik.start.StartModeInitializer;
import dev.vestnik.store.Keys;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import jakarta.servlet.MultipartConfigElement;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The sandbox with its sample people, where {@link StartModeInitializer} decided that this process runs it. */
@ConditionalOnSandbox
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {
    @Bean
    Sandbox sandbox(@Value("${vestnik.telegram.token}") String token, ObjectProvider<Clock> clock) {
        Sandbox sandbox = new Sandbox(token, clock.getIfAvailable(Clock::systemUTC), Sandbox.Settings.DEFAULT);
        SamplePeople.addTo(sandbox);
        return sandbox;
    }

    @Bean
    SandboxBotApi sandboxBotApi(Sandbox sandbox) {
        return new SandboxBotApi(sandbox);
    }

    @Bean
    ChatActions sandboxChatActions(Sandbox sandbox) {
        return new ChatActions(sandbox, sandbox.bot());
    }

    @Bean
    SandboxView sandboxView(Sandbox sandbox) {
        return new SandboxView(sandbox, sandbox.bot());
    }

    /** Upload limits just above the 50 MB that the Bot API accepts. */
    @Bean
    MultipartConfigElement sandboxUploads() {
        MultipartConfigFactory uploads = new MultipartConfigFactory();
        uploads.setMaxFileSize(DataSize.ofMegabytes(51));
        uploads.setMaxRequestSize(DataSize.ofMegabytes(52));
        uploads.setFileSizeThreshold(DataSize.ofMegabytes(1));
        return uploads.createMultipartConfig();
    }

    @Bean
    SandboxEvents sandboxEvents(
            ObjectProvider<RedisClusterCommands<String, String>> redis,
            ObjectProvider<Keys> keys,
            ObjectProvider<VestnikProperties> properties,
            ObjectProvider<RedisURI> redisUri) {
        return new InboxOfRedis(redis, keys, properties, redisUri);
    }

    private record InboxOfRedis(
            ObjectProvider<RedisClusterCommands<String, String>> redis,
            ObjectProvider<Keys> keys,
            ObjectProvider<VestnikProperties> properties,
            ObjectProvider<RedisURI> uri)
            implements SandboxEvents {
        @Override
        public void push(List<String> events) {
            redis.getObject().rpush(inbox(), events.toArray(String[]::new));
        }

        @Override
        public String inbox() {
            return keys.getObject().inbox();
        }

        @Override
        public @Nullable String redisUri() {
            RedisURI where = uri.getObject();
            return where.getHost() != null ? "redis://" + where.getHost() + ":" + where.getPort() : null;
        }

        @Override
        public @Nullable String httpToken() {
            return properties.getObject().httpTokens().values().stream()
                    .findFirst()
                    .orElse(null);
        }
    }
}
