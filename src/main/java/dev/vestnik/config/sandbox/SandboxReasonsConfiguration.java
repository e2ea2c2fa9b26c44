package dev.vestnik.config.sandbox;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.ledger.MessageReasons;
import dev.vestnik.sandbox.SandboxReasons;
import dev.vestnik.sandbox.web.ConditionalOnSandbox;
import dev.vestnik.store.Keys;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The explanations on the sandbox's page. Separate from {@link SandboxConfiguration}, which works without the rest of
 * Vestnik.
 */
@Configuration(proxyBeanMethods = false)
class SandboxReasonsConfiguration {
    @Bean
    @ConditionalOnSandbox
    SandboxReasons sandboxReasons(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            UserService users,
            DirectoryService directories,
            Languages texts,
            AreaNames areas,
            StatusNames statuses) {
        return new LedgerMessageReasons(new MessageReasons(redis, keys), users, directories, texts, areas, statuses);
    }
}
