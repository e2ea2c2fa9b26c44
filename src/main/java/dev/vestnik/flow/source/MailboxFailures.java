package dev.vestnik.flow.source;

import dev.vestnik.flow.LogThrottle;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in one line, at most once a minute for each cause, that the mailbox cannot be read; the route tries again. */
public final class MailboxFailures implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxFailures.class);

    private final LogThrottle throttle;

    public MailboxFailures(Clock clock) {
        this.throttle = new LogThrottle(clock);
    }

    @Override
    public void handleException(Throwable failure) {
        String cause =
                (failure.getClass().getSimpleName() + ": " + failure.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        if (throttle.permits(cause)) {
            LOG.warn("Source mail: the mailbox cannot be read, which is tried again: {}", cause);
        }
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable failure) {
        handleException(failure);
    }
}
