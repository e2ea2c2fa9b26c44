package dev.vestnik.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ProducerStepsTest {
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    /** Kafka sends one for a key that was deleted; a failure would have the broker offer it for ever. */
    @Test
    void aMessageWithoutContentIsAnEntryThatDispatchRejects() throws Exception {
        new ProducerSteps().separateEvents(exchange);

        List<?> entries = exchange.getMessage().getBody(List.class);
        assertThat(entries).hasSize(1);
        assertThat(((Map<?, ?>) entries.get(0)).get("body")).isEqualTo(new byte[0]);
    }
}
