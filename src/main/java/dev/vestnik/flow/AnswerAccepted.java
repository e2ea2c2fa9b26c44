package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** 202: the events are in the stream, under these ids. */
public final class AnswerAccepted implements Processor {
    @Override
    public void process(Exchange exchange) {
        List<?> ids = exchange.getMessage().getHeader(RedisStreamsConstants.ID, List.of(), List.class);
        HttpAnswers.answer(exchange, 202, Map.of("accepted", ids));
    }
}
