package dev.vestnik.flow.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.dispatch.EventSubject;
import dev.vestnik.user.HashedChat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final Map<String, Map<String, String>> seen = new ConcurrentHashMap<>();

    /** Other tests call steps outside of an exchange of Camel, which clears what they add. */
    @BeforeEach
    void clear() {
        MDC.clear();
    }

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void followsTheExchangeToAnotherThreadAndIntoTheErrorHandlerAndStaysOnNeither() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getCamelContextExtension().addInterceptStrategy(new LogContextStrategy());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(IllegalStateException.class).process(exchange -> see("error"));
                    from("direct:start")
                            .process(exchange -> {
                                LogContext.chat(exchange, 8_001);
                                see("same step");
                            })
                            .process(exchange ->
                                    LogContext.events(exchange, List.of(new EventSubject("zbx-1", "core-7/if-3", 12L))))
                            .process(new OnThread())
                            .process(exchange -> see("after"))
                            .process(exchange -> {
                                throw new IllegalStateException("fails");
                            });
                }
            });
            camel.start();
            MDC.put("mine", "stays");
            Exchange exchange =
                    camel.createFluentProducerTemplate().to("direct:start").send();

            assertThat(MDC.getCopyOfContextMap()).containsOnly(entry("mine", "stays"));
            assertThat(other.submit(LogContextTest::names).get()).isEmpty();
            assertThat(seen.get("same step")).contains(entry(LogContext.CHAT, HashedChat.of(8_001)));
            assertThat(Stream.of("after", "error").map(seen::get)).allSatisfy(about -> assertThat(about)
                    .contains(
                            entry(LogContext.EVENT, "zbx-1"),
                            entry(LogContext.KEY, "core-7/if-3"),
                            entry(LogContext.INCIDENT, "12"),
                            entry(LogContext.CHAT, HashedChat.of(8_001))));
            assertThat(exchange.getProperty(RedisStreamsConstants.LOG_CONTEXT, Map.class))
                    .containsEntry(LogContext.KEY, "core-7/if-3");
        } finally {
            MDC.clear();
        }
    }

    @Test
    void aBatchNamesTheFirstOfItsEvents() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = camel.getEndpoint("mock:any").createExchange();
            LogContext.events(
                    exchange,
                    Stream.of("a", "b", "c", "d", "e", "f", "g")
                            .map(event -> new EventSubject(event, "one", null))
                            .toList());

            assertThat(names()).containsOnly(entry(LogContext.EVENT, "a b c d e +2"), entry(LogContext.KEY, "one"));
        } finally {
            MDC.clear();
        }
    }

    private void see(String where) {
        seen.put(where, names());
    }

    private static Map<String, String> names() {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return context == null ? Map.of() : context;
    }

    /** Goes on with the exchange on another thread. */
    private final class OnThread extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            var unused = CompletableFuture.runAsync(() -> callback.done(false), other);
            return false;
        }
    }
}
