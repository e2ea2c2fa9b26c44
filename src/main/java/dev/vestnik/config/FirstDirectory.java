package dev.vestnik.config;

import dev.vestnik.flow.RefreshDirectory;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Before any route starts, and once it is sure that the keys are this bot's: the directory, where this process reads it. */
@Component
@Order(FirstDirectory.ORDER)
class FirstDirectory implements CamelContextConfiguration {
    static final int ORDER = BotIntroduction.ORDER + 1;

    private final RefreshDirectory refresh;
    private final VestnikProperties properties;
    private final RedisPatience patience;

    FirstDirectory(RefreshDirectory refresh, VestnikProperties properties, RedisPatience patience) {
        this.refresh = refresh;
        this.properties = properties;
        this.patience = patience;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        if (properties.roles().contains(VestnikProperties.Role.PRODUCER)) {
            patience.awaitDone(refresh::beforeRoutesRun);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}
}
