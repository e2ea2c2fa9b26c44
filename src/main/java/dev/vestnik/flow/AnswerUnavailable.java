package dev.vestnik.flow;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 503: the events could not be put into the stream, all of them or some; the sender is to send them again. */
public final class AnswerUnavailable implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerUnavailable.class);

    @Override
    public void process(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn(
                "Events of {} were not accepted: {}",
                exchange.getProperty(AuthoriseSender.SENDER),
                cause == null ? "unknown" : cause.toString());
        exchange.getMessage().setHeader("Retry-After", "5");
        HttpAnswers.refuse(exchange, 503, "The events could not be accepted now; send them again in some seconds");
    }
}
