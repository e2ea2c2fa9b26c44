package dev.vestnik.start;

import dev.vestnik.flow.DirectorySteps;
import dev.vestnik.start.redis.RedisStartupRetry;
import dev.vestnik.start.settings.Roles;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.annotation.Order;

/**
 * Loads the directory before the routes start, in a process with the role producer, after the check that the keys belong to
 * this bot.
 */
@Order(InitialDirectoryLoad.ORDER)
public final class InitialDirectoryLoad implements CamelContextConfiguration {
    static final int ORDER = BotRegistration.ORDER + 1;

    private final DirectorySteps steps;
    private final Roles roles;
    private final RedisStartupRetry patience;

    public InitialDirectoryLoad(DirectorySteps steps, Roles roles, RedisStartupRetry patience) {
        this.steps = steps;
        this.roles = roles;
        this.patience = patience;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        if (roles.producer()) {
            patience.awaitDone(steps::refreshEarly);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}
}
