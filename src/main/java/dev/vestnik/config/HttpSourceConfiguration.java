package dev.vestnik.config;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.event.EventReader;
import dev.vestnik.flow.LogThrottle;
import dev.vestnik.flow.http.ChangingRoutesFilter;
import dev.vestnik.flow.http.HttpSourceSteps;
import dev.vestnik.flow.http.SenderPolicy;
import dev.vestnik.flow.http.SenderTokens;
import dev.vestnik.flow.http.SourceRequestFilter;
import dev.vestnik.flow.http.StartingFilter;
import dev.vestnik.flow.http.TelegramRequests;
import dev.vestnik.flow.http.WebhookRequests;
import dev.vestnik.start.SandboxHost;
import dev.vestnik.web.HttpRoutes;
import dev.vestnik.web.PublicAccess;
import java.time.Clock;
import org.apache.camel.spi.RoutePolicyFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The beans of {@code sources/http.camel.yaml} and the filters before the routes over HTTP. */
@Configuration(proxyBeanMethods = false)
public class HttpSourceConfiguration {
    @Bean
    SenderTokens senderTokens(VestnikProperties properties) {
        return new SenderTokens(properties.httpTokens());
    }

    @Bean
    FilterRegistrationBean<SourceRequestFilter> sourceRequestFilter(
            HttpRoutes routes, WebhookRequests webhooks, TelegramRequests telegram, SenderTokens senders, Clock clock) {
        return new FilterRegistrationBean<>(
                new SourceRequestFilter(routes, webhooks, telegram, senders, new LogThrottle(clock)));
    }

    /** For all routes. */
    @Bean
    RoutePolicyFactory senderPolicies() {
        return (context, id, route) -> new SenderPolicy();
    }

    /** The routes name it: {@code routePolicy: publicAccess}. */
    @Bean
    PublicAccess publicAccess() {
        return new PublicAccess();
    }

    /** Before Spring Security, which answers 404 for a path without a route. */
    @Bean
    FilterRegistrationBean<StartingFilter> startingFilter(SandboxHost host) {
        FilterRegistrationBean<StartingFilter> filter = new FilterRegistrationBean<>(
                new StartingFilter(path -> host == SandboxHost.THIS_PROCESS && SandboxPaths.contain(path)));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Before Spring Security, too. The sandbox's own paths include its long polls. */
    @Bean
    FilterRegistrationBean<ChangingRoutesFilter> changingRoutesFilter(HttpRoutes routes, SandboxHost host) {
        FilterRegistrationBean<ChangingRoutesFilter> filter = new FilterRegistrationBean<>(new ChangingRoutesFilter(
                routes.gate(), path -> host == SandboxHost.THIS_PROCESS && SandboxPaths.contain(path)));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startedEvents(FilterRegistrationBean<StartingFilter> starting) {
        return event -> starting.getFilter().started();
    }

    @Bean
    HttpSourceSteps httpSourceSteps(EventReader reader) {
        return new HttpSourceSteps(reader);
    }
}
