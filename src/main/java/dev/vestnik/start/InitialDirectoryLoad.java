package dev.vestnik.start;

import dev.vestnik.flow.RefreshDirectory;
import dev.vestnik.start.redis.RedisStartupRetry;
import dev.vestnik.start.settings.Roles;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.annotation.Order;

/** Before any route starts, and once it is sure that the keys are this bot's: the directory, where this process reads it. */
@Order(InitialDirectoryLoad.ORDER)
public final class InitialDirectoryLoad implements CamelContextConfiguration {
    static final int ORDER = BotRegistration.ORDER + 1;

    private final RefreshDirectory refresh;
    private final Roles roles;
    private final RedisStartupRetry patience;

    public InitialDirectoryLoad(RefreshDirectory refresh, Roles roles, RedisStartupRetry patience) {
        this.refresh = refresh;
        this.roles = roles;
        this.patience = patience;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        if (roles.producer()) {
            patience.awaitDone(refresh::beforeRoutesRun);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}
}
