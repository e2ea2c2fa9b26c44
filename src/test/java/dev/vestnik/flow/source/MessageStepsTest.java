package dev.vestnik.flow.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RejectedException;
import dev.vestnik.ops.source.SourceMeters;
import dev.vestnik.source.AllowedSenders;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.source.MessageSource;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.RequestRate;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.MovableClock;
import dev.vestnik.testing.Samples;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that wait for no answer are not lost silently. */
class MessageStepsTest {
    private static final String EVENT = "{\"status\":\"critical\",\"key\":\"k\",\"title\":\"t\"}";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final MovableClock clock = new MovableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MessageSources sources = new MessageSources();
    private final ProducerTemplate producer = mock();
    private final RedisClusterCommands<String, String> redis = mock();
    private final MessageSteps steps = new MessageSteps(
            new EventReader(Samples.STATUSES, PhoneNumber::normalise, clock),
            sources,
            new ExpectedSources(Map.of("horn", Duration.ofMinutes(5)), redis, new Keys("test"), clock),
            new SourceMeters(meters),
            producer,
            clock);

    @BeforeEach
    void sources() {
        sources.put(new MessageSource(
                "horn",
                AllowedSenders.networks(List.of("10.0.0.0/8")),
                new RequestRate(Rate.parse("1/s,3"), clock),
                true));
    }

    @Test
    void whoMayNotSendIsCounted() {
        Exchange exchange = message("");
        exchange.setProperty(MessageSteps.SENDER, "11.0.0.1");

        assertThat(steps.isPermitted(exchange)).isFalse();
        steps.refuseSender(exchange);

        assertThat(requests("unauthorized")).isEqualTo(1);
        exchange.setProperty(MessageSteps.SENDER, "10.0.0.1");
        assertThat(steps.isPermitted(exchange)).isTrue();
        exchange.setProperty(MessageSteps.SOURCE, "gone");
        assertThat(steps.isPermitted(exchange)).isFalse();
    }

    @Test
    void aTextThatIsNotJsonIsAString() {
        assertThat(read("{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(read("a \"b\"")).isEqualTo("\"a \\\"b\\\"\"");
        assertThat(read("{} {}")).isEqualTo("\"{} {}\"");
        assertThat(read("")).isEqualTo("\"\"");
    }

    private String read(String text) {
        Exchange exchange = message(text);
        steps.read(exchange);
        return exchange.getMessage().getBody(String.class);
    }

    @Test
    void whatIsNoEventIsHeardOfOnceASecond() throws RejectedException {
        Exchange first = message("null");
        steps.readEvents(first);
        assertThat(steps.hasNews(first)).isTrue();
        steps.accept(first);
        verify(redis).hset(any(), eq("horn"), any());
        verify(producer, never()).send(any(String.class), any(Processor.class));

        Exchange second = message("null");
        steps.readEvents(second);
        assertThat(steps.hasNews(second)).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(steps.hasNews(second)).isTrue();
        assertThat(requests("ignored")).isEqualTo(2);
    }

    @Test
    void invalidEventsAndTooManyAreCountedWithTheirReason() throws Exception {
        steps.readEvents(message("[{\"title\":\"t\",\"status\":\"unheard-of\"}," + EVENT + "]"));
        assertThat(requests("invalid")).isEqualTo(1);
        assertThat(events("refused")).isEqualTo(1);

        for (int i = 0; i < 5; i++) {
            steps.readEvents(message(EVENT));
        }
        assertThat(requests("too_many")).isPositive();
        Exchange unreadable = message("x");
        unreadable.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException());
        steps.refuseMessage(unreadable);
        assertThat(requests("invalid")).isEqualTo(2);
    }

    @Test
    void whenTheQueueIsFullItsEventsAreCounted() throws Exception {
        Exchange exchange = message(EVENT);
        steps.readEvents(exchange);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("Queue full"));

        steps.refuseMessage(exchange);

        assertThat(requests("unavailable")).isEqualTo(1);
        assertThat(events("refused")).isEqualTo(1);
    }

    @Test
    void eventsWaitForRedisForAnHour() throws RejectedException {
        Exchange exchange = message(EVENT);
        steps.readEvents(exchange);
        answer(new IllegalStateException("away"));

        steps.accept(exchange);
        assertThat(steps.isWaiting(exchange)).isTrue();
        assertThat(steps.pause(exchange)).isEqualTo(1_000);
        clock.advance(Duration.ofMinutes(59));
        steps.accept(exchange);
        assertThat(steps.isWaiting(exchange)).isTrue();
        clock.advance(Duration.ofMinutes(2));
        steps.accept(exchange);

        assertThat(steps.isWaiting(exchange)).isFalse();
        assertThat(steps.pause(exchange)).isZero();
        assertThat(requests("unavailable")).isEqualTo(1);
        assertThat(requests("accepted")).isZero();
    }

    @Test
    void acceptedEventsAreCounted() throws RejectedException {
        Exchange exchange = message("[" + EVENT + "," + EVENT + "]");
        steps.readEvents(exchange);
        answer(null);

        steps.accept(exchange);

        assertThat(steps.isWaiting(exchange)).isFalse();
        assertThat(requests("accepted")).isEqualTo(1);
        assertThat(events("accepted")).isEqualTo(2);
    }

    private void answer(@Nullable RuntimeException failure) {
        Exchange answer = new DefaultExchange(camel);
        answer.setException(failure);
        when(producer.send(eq("direct:accept"), any(Processor.class))).thenReturn(answer);
    }

    private Exchange message(String body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(MessageSteps.SOURCE, "horn");
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private double requests(String outcome) {
        return count("vestnik.source.requests", "outcome", outcome);
    }

    private double events(String result) {
        return count("vestnik.source.events", "result", result);
    }

    private double count(String name, String tag, String value) {
        return meters.find(name).tag(tag, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
