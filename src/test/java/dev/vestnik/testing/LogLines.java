package dev.vestnik.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What a class logs, at INFO and above, until this is closed. */
public final class LogLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger;
    private final Level before;

    private LogLines(Class<?> from) {
        logger = (Logger) LoggerFactory.getLogger(from);
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    public static LogLines of(Class<?> from) {
        return new LogLines(from);
    }

    public List<String> texts() {
        return texts(all());
    }

    public List<String> texts(Level level) {
        return texts(all().filter(line -> line.getLevel() == level));
    }

    private Stream<ILoggingEvent> all() {
        return List.copyOf(lines.list).stream();
    }

    private static List<String> texts(Stream<ILoggingEvent> lines) {
        return lines.map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }
}
