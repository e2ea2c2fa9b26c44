package dev.vestnik.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * SIGTERM is how supervisors stop a service, so what follows is no failure: exit code 0. The JVM's own, 143, makes systemd
 * call the unit failed.
 */
public final class SigtermHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SigtermHandler.class);

    private SigtermHandler() {}

    /** From now on SIGTERM stops this process in order, see {@link ConsumerShutdown}, and with exit code 0. */
    public static void onTermination() {
        try {
            Signal.handle(new Signal("TERM"), signal -> System.exit(0));
        } catch (IllegalArgumentException taken) {
            LOG.debug("SIGTERM is handled by the JVM alone: {}", taken.getMessage());
        }
    }
}
