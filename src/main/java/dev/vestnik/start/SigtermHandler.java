package dev.vestnik.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** Makes the process end with exit code 0 after SIGTERM. The JVM's default, 143, makes systemd report the unit as failed. */
public final class SigtermHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SigtermHandler.class);

    private SigtermHandler() {}

    /** From now on SIGTERM stops this process in order, see {@link ConsumerShutdown}, with exit code 0. */
    public static void onTermination() {
        try {
            Signal.handle(new Signal("TERM"), signal -> System.exit(0));
        } catch (IllegalArgumentException taken) {
            LOG.debug("SIGTERM is handled by the JVM alone: {}", taken.getMessage());
        }
    }
}
