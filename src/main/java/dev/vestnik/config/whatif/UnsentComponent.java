package dev.vestnik.config.whatif;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.Settlement;
import java.util.List;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Stands for each component that would send or read outside of the replay: what is sent goes nowhere, and only who would get an
 * event by the outbox is noted.
 */
final class UnsentComponent extends DefaultComponent {
    private static final String OUTBOX = "redis-streams:outbox";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new UnsentEndpoint(uri, this);
    }

    private static final class UnsentEndpoint extends DefaultEndpoint {
        private final boolean outbox;

        private UnsentEndpoint(String uri, UnsentComponent component) {
            super(uri, component);
            this.outbox = uri.replace("://", ":").matches(OUTBOX + "(\\?.*)?");
        }

        @Override
        public boolean isLenientProperties() {
            return true;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    if (outbox) {
                        note(exchange);
                    }
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException(
                    "what-if reads nothing but the stream of events, and so not from " + getEndpointUri());
        }

        private static void note(Exchange exchange) {
            ReplaySettlement settlement = (ReplaySettlement) Settlement.of(exchange);
            Message message = exchange.getMessage();
            if (message.getBody() instanceof List<?> list) {
                for (Object element : list) {
                    if (element instanceof Message part) {
                        note(part.getBody(), part, settlement);
                    } else {
                        note(element, message, settlement);
                    }
                }
            } else {
                note(message.getBody(), message, settlement);
            }
        }

        /** A text that is no event has no field of this name. */
        private static void note(Object body, Message headers, ReplaySettlement settlement) {
            Long chat = headers.getHeader(RedisStreamsConstants.KEY, Long.class);
            if (chat != null && body instanceof Map<?, ?> fields && fields.get("event") instanceof String event) {
                settlement.send(chat, event);
            }
        }
    }
}
