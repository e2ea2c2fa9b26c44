package dev.vestnik.config;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.event.EventReader;
import dev.vestnik.flow.http.EventRequestFilter;
import dev.vestnik.flow.http.HttpSourceSteps;
import dev.vestnik.flow.http.SenderTokens;
import dev.vestnik.flow.http.StartingFilter;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The beans of {@code sources/http.camel.yaml} and the filter before that route. */
@Configuration(proxyBeanMethods = false)
public class HttpSourceConfiguration {
    @Bean
    SenderTokens senderTokens(VestnikProperties properties) {
        return new SenderTokens(properties.httpTokens());
    }

    @Bean
    FilterRegistrationBean<EventRequestFilter> eventRequestFilter(SenderTokens senders) {
        FilterRegistrationBean<EventRequestFilter> filter =
                new FilterRegistrationBean<>(new EventRequestFilter(senders));
        filter.addUrlPatterns("/events");
        return filter;
    }

    /** Before Spring Security, which answers 404 for a path without a route. */
    @Bean
    FilterRegistrationBean<StartingFilter> startingFilter() {
        FilterRegistrationBean<StartingFilter> filter = new FilterRegistrationBean<>(new StartingFilter());
        filter.addUrlPatterns("/events");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startedEvents(FilterRegistrationBean<StartingFilter> starting) {
        return event -> starting.getFilter().started();
    }

    @Bean
    HttpSourceSteps httpSourceSteps(SenderTokens senders, EventReader reader) {
        return new HttpSourceSteps(senders, reader);
    }
}
