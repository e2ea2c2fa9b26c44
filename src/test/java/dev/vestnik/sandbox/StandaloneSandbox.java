package dev.vestnik.sandbox;

import dev.vestnik.sandbox.web.ConditionalOnSandbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;

/** The sandbox without Vestnik on a free port; it queues the events that are pushed. */
public final class StandaloneSandbox implements AutoCloseable {
    public static final String TOKEN = "4242:sandbox";

    private final ServletWebServerApplicationContext context;

    private StandaloneSandbox(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    public static StandaloneSandbox start() {
        SpringApplication application = new SpringApplication(Parts.class);
        application.setInitializers(
                List.of(context -> context.getBeanFactory().registerSingleton("sandboxOwner", true)));
        return new StandaloneSandbox((ServletWebServerApplicationContext) application.run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--server.shutdown=graceful",
                "--spring.main.banner-mode=off",
                "--vestnik.telegram.token=" + TOKEN));
    }

    public String url() {
        return "http://127.0.0.1:" + context.getWebServer().getPort();
    }

    BlockingQueue<String> pushed() {
        return context.getBean(Inbox.class).pushed;
    }

    Sandbox sandbox() {
        return context.getBean(Sandbox.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** The sandbox's beans only. It has no stereotype annotation, so that the component scan of Vestnik ignores it. */
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        MultipartAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = {"dev.vestnik.sandbox.web", "dev.vestnik.config"},
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = ConditionalOnSandbox.class))
    static class Parts {
        @Bean
        @Primary
        Inbox inbox() {
            return new Inbox();
        }

        @Bean
        SandboxTime time() {
            return new Time();
        }
    }

    /** Only remembers how far it was moved. */
    static final class Time implements SandboxTime {
        private volatile Duration offset = Duration.ZERO;

        @Override
        public Duration offset() {
            return offset;
        }

        @Override
        public void move(Duration by) {
            offset = offset.plus(by);
        }
    }

    /** Queues the pushed events. */
    static final class Inbox implements SandboxEvents {
        final BlockingQueue<String> pushed = new LinkedBlockingQueue<>();

        @Override
        public void push(List<String> events) {
            pushed.addAll(events);
        }

        @Override
        public String inbox() {
            return "vestnik:inbox";
        }

        @Override
        public @Nullable String redisUri() {
            return "redis://127.0.0.1:6400";
        }

        @Override
        public @Nullable String httpToken() {
            return "sample-token";
        }
    }
}
