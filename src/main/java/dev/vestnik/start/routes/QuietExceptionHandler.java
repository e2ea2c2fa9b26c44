package dev.vestnik.start.routes;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer does with a failure that its route has not handled. The error handling of the route has logged it, once in a
 * while; Camel would log it again with each message, with a stack trace. A failure without a message, as that of a poll, is one
 * line.
 */
final class QuietExceptionHandler implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);

    @Override
    public void handleException(Throwable exception) {
        handleException("", exception);
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        if (exchange == null || exchange.getException() == null) {
            LOG.warn("{} {}", message, RouteSupervisor.cause(exception));
        } else {
            LOG.debug("{}", message, exception);
        }
    }
}
