package dev.vestnik.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * SIGTERM is how supervisors stop a service, so what follows is no failure: exit code 0. The JVM's own, 143, makes systemd
 * call the unit failed.
 */
public final class OrderlyEnd {
    private static final Logger LOG = LoggerFactory.getLogger(OrderlyEnd.class);

    private OrderlyEnd() {}

    /** From now on SIGTERM stops this process in order, see {@link StopTakingWork}, and with exit code 0. */
    public static void onTermination() {
        try {
            Signal.handle(new Signal("TERM"), signal -> System.exit(0));
        } catch (IllegalArgumentException taken) {
            LOG.debug("SIGTERM is handled by the JVM alone: {}", taken.getMessage());
        }
    }
}
