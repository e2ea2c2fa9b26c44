package dev.vestnik.flow;

import dev.vestnik.incident.IncidentStore;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the incidents that no event has touched for long. */
public final class CloseUntouched implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(CloseUntouched.class);

    private final IncidentStore incidents;
    private final Duration untouched;

    public CloseUntouched(IncidentStore incidents, Duration untouched) {
        this.incidents = incidents;
        this.untouched = untouched;
    }

    @Override
    public void process(Exchange exchange) {
        List<String> closed = incidents.closeUntouched(untouched);
        if (!closed.isEmpty()) {
            LOG.info("Closed {} incidents that no event has touched for {}", closed.size(), untouched);
        }
    }
}
