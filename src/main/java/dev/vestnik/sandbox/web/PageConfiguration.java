package dev.vestnik.sandbox.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page at {@code /}, its files below {@code /sandbox/page/}. */
@ConditionalOnSandbox
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/sandbox/page/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/sandbox/page/**")
                .addResourceLocations("classpath:/sandbox/page/")
                .setCacheControl(CacheControl.noCache());
    }
}
