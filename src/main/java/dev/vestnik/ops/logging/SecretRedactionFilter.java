package dev.vestnik.ops.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps tokens and phone numbers out of the log, at every level and for every appender. It runs before all appenders. If
 * the text or the stack trace of a line contains a secret, it logs a masked line instead; it masks the MDC, too. Libraries
 * that log parts of network buffers log nothing below INFO, because a part of a secret cannot be recognised.
 *
 * <p>No configuration of levels or appenders and no reset of the logging system removes it.
 */
public final class SecretRedactionFilter extends TurboFilter {
    private static final String US = SecretRedactionFilter.class.getName();

    /** These log buffers, cut to their first and last bytes. */
    private static final List<String> WIRE =
            List.of("org.eclipse.jetty.", "io.netty.", "sun.net.www.", "jdk.internal.");

    private final SecretRedactor secrets = new SecretRedactor();

    /** Installs the filter if it is not there, and adds secrets to mask. Does nothing if the log is not Logback's. */
    public static synchronized void guard(Set<String> named) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            guard(context, named);
        }
    }

    static void guard(LoggerContext context, Set<String> named) {
        SecretRedactionFilter guard = context.getTurboFilterList().stream()
                .filter(SecretRedactionFilter.class::isInstance)
                .map(SecretRedactionFilter.class::cast)
                .findFirst()
                .orElseGet(() -> new SecretRedactionFilter(context));
        guard.secrets.name(named);
    }

    private SecretRedactionFilter(LoggerContext context) {
        setName(US);
        setContext(context);
        start();
        context.addTurboFilter(this);
        context.addListener(new Resistance());
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        if (ofTheWire(logger) && !level.isGreaterOrEqual(Level.INFO)) {
            return FilterReply.DENY;
        }
        maskContext();
        if (format == null && thrown == null) {
            return FilterReply.NEUTRAL;
        }
        Throwable failure = thrown == null ? MessageFormatter.getThrowableCandidate(parameters) : thrown;
        return decide(logger, level, MessageFormatter.basicArrayFormat(format, parameters), failure);
    }

    @Override
    public FilterReply decide(Logger logger, LoggingEvent event) {
        return decide(
                null,
                logger,
                Level.convertAnSLF4JLevel(event.getLevel()),
                event.getMessage(),
                event.getArgumentArray(),
                event.getThrowable());
    }

    private FilterReply decide(Logger logger, Level level, @Nullable String text, @Nullable Throwable failure) {
        String said = text == null ? "" : text;
        String safe = secrets.masked(said);
        String trace = failure == null ? "" : ThrowableProxyUtil.asString(new ThrowableProxy(failure));
        String safeTrace = secrets.masked(trace);
        if (safe.equals(said) && safeTrace.equals(trace)) {
            return FilterReply.NEUTRAL;
        }
        String whole = safeTrace.isEmpty() ? safe : safe + System.lineSeparator() + safeTrace;
        logger.callAppenders(new ch.qos.logback.classic.spi.LoggingEvent(US, logger, level, whole, null, null));
        return FilterReply.DENY;
    }

    /** What a sender has chosen, such as the key of an event, may contain a secret, too. */
    private void maskContext() {
        Map<String, String> context = MDC.getCopyOfContextMap();
        if (context != null) {
            context.forEach((name, value) -> {
                String safe = value == null ? null : secrets.masked(value);
                if (!Objects.equals(safe, value)) {
                    MDC.put(name, safe);
                }
            });
        }
    }

    private static boolean ofTheWire(Logger logger) {
        return WIRE.stream().anyMatch(logger.getName()::startsWith);
    }

    /** Installs the filter again after a reset, which removes all filters. */
    private final class Resistance implements LoggerContextListener {
        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            SecretRedactionFilter.this.start();
            context.addTurboFilter(SecretRedactionFilter.this);
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
