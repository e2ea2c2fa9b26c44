package dev.vestnik.config;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.event.EventReader;
import dev.vestnik.flow.http.EventRequestFilter;
import dev.vestnik.flow.http.HttpSourceSteps;
import dev.vestnik.flow.http.SenderTokens;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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

    @Bean
    HttpSourceSteps httpSourceSteps(SenderTokens senders, EventReader reader) {
        return new HttpSourceSteps(senders, reader);
    }
}
