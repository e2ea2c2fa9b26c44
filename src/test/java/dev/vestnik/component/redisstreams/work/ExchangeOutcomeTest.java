package dev.vestnik.component.redisstreams.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.work.ExchangeOutcome.Kind;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** An exchange whose work was not done has failed, whatever handled its error. */
class ExchangeOutcomeTest {
    @Test
    void anErrorThatAnOnExceptionHandlesIsAFailure() throws Exception {
        ExchangeOutcome outcome = outcome(route -> {
            route.onException(Exception.class).handled(true).log("handled");
            route.from("direct:x").throwException(new IllegalStateException("not sent"));
        });

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.error()).contains("not sent");
    }

    @Test
    void anErrorThatADeadLetterChannelTakesIsAFailure() throws Exception {
        ExchangeOutcome outcome = outcome(route -> {
            route.errorHandler(route.deadLetterChannel("log:dead"));
            route.from("direct:x").throwException(new IllegalStateException("not sent"));
        });

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void theHeadersOfAHandledErrorSayWhatComesNext() throws Exception {
        ExchangeOutcome outcome = outcome(route -> {
            route.onException(Exception.class)
                    .handled(true)
                    .setHeader(RedisStreamsConstants.RETRY_AFTER, route.constant("5s"));
            route.from("direct:x").throwException(new IllegalStateException("not sent"));
        });

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.after()).hasSeconds(5);
    }

    @Test
    void aRollbackWithoutAnErrorIsAFailure() throws Exception {
        assertThat(outcome(route -> route.from("direct:x").markRollbackOnlyLast())
                        .kind())
                .isEqualTo(Kind.FAILED);
    }

    @Test
    void anErrorThatTheRouteCatchesIsNone() throws Exception {
        assertThat(outcome(route -> {
                            route.onException(Exception.class).handled(false).log("not handled");
                            route.from("direct:x")
                                    .doTry()
                                    .to("direct:y")
                                    .doCatch(Exception.class)
                                    .log("caught")
                                    .end();
                            route.from("direct:y").throwException(new IllegalStateException("caught"));
                        })
                        .kind())
                .isEqualTo(Kind.DONE);
    }

    @Test
    void anExchangeWithoutAnErrorIsDone() throws Exception {
        assertThat(outcome(route -> route.from("direct:x").log("done")).kind()).isEqualTo(Kind.DONE);
    }

    private static ExchangeOutcome outcome(Consumer<RouteBuilder> routes) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routes.accept(this);
                }
            });
            camel.start();
            Exchange exchange = camel.createProducerTemplate().send("direct:x", ended -> {});
            return ExchangeOutcome.of(exchange, false);
        }
    }
}
