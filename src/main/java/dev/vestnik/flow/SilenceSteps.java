package dev.vestnik.flow;

import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import org.apache.camel.Exchange;

/** The steps of {@code silences.camel.yaml}. */
public final class SilenceSteps {
    private final SilenceStore silences;

    public SilenceSteps(SilenceStore silences) {
        this.silences = silences;
    }

    /** Body: the silences whose time is up, each as the fields of an entry of the stream of events. */
    public void findEnded(Exchange exchange) {
        exchange.getMessage()
                .setBody(silences.due().stream().map(SilenceRequest::fields).toList());
    }
}
