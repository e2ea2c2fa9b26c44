package dev.vestnik.component.telegram;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.telegram.TelegramComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with one telegram component. */
final class TelegramContext implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    private TelegramContext(TelegramComponent component, String baseUri) {
        component.setBaseUri(baseUri);
        component.setAuthorizationToken(FakeBotApi.TOKEN);
        camel.getRegistry().bind("telegram", component);
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
        template = camel.createProducerTemplate();
    }

    static TelegramContext ours(String baseUri, Consumer<AsyncTelegramComponent> options) {
        AsyncTelegramComponent component = new AsyncTelegramComponent();
        options.accept(component);
        return new TelegramContext(component, baseUri);
    }

    static TelegramContext ours(FakeBotApi telegram) {
        return ours(telegram.uri(), component -> {});
    }

    static TelegramContext of(TelegramComponent component, FakeBotApi telegram) {
        return new TelegramContext(component, telegram.uri());
    }

    static TelegramContext of(TelegramComponent component, String baseUri) {
        return new TelegramContext(component, baseUri);
    }

    TelegramContext route(Consumer<RouteBuilder> route) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    route.accept(this);
                }
            });
        } catch (Exception wrong) {
            throw new IllegalStateException(wrong);
        }
        return this;
    }

    TelegramContext start() {
        camel.start();
        return this;
    }

    /** Sends on the caller's thread; what went wrong is on the exchange. */
    Exchange send(String uri, Object body) {
        return template.send(uri, exchange -> exchange.getIn().setBody(body));
    }

    Exchange send(String uri, Object body, String header, Object value) {
        return template.send(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeader(header, value);
        });
    }

    CompletableFuture<Exchange> sendLater(String uri, Object body) {
        return template.asyncSend(uri, exchange -> exchange.getIn().setBody(body));
    }

    CamelContext camel() {
        return camel;
    }

    AsyncTelegramConsumer consumer(String routeId) {
        return (AsyncTelegramConsumer) camel.getRoute(routeId).getConsumer();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
