package dev.vestnik.config.settings;

import dev.vestnik.start.settings.Roles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans with derived values for routes. */
@Configuration(proxyBeanMethods = false)
public class RouteSettingsConfiguration {
    @Bean
    Roles roles(VestnikProperties properties) {
        return new Roles(properties.roles());
    }

    @Bean
    RouteSettings routeSettings(VestnikProperties properties) {
        return RouteSettings.of(properties);
    }
}
