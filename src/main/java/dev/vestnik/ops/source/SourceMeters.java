package dev.vestnik.ops.source;

import dev.vestnik.source.SourceCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters of the sources as meters: {@code vestnik.source.requests} by {@code source} and {@code outcome}, and
 * {@code vestnik.source.events} by {@code source} and {@code result}. Those of a source that is on are there from the start.
 */
public final class SourceMeters implements SourceCounters {
    private final MeterRegistry registry;

    public SourceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void begin(String source) {
        for (Outcome outcome : Outcome.values()) {
            requests(source, outcome);
        }
        events(source, 0, 0);
    }

    @Override
    public void request(String source, Outcome outcome) {
        requests(source, outcome).increment();
    }

    @Override
    public void events(String source, int accepted, int refused) {
        events(source, "accepted").increment(accepted);
        events(source, "refused").increment(refused);
    }

    /** The registry knows the counters that exist. */
    private Counter requests(String source, Outcome outcome) {
        return Counter.builder("vestnik.source.requests")
                .description("Requests or messages of a source by what became of them")
                .tag("source", source)
                .tag("outcome", outcome.label())
                .register(registry);
    }

    private Counter events(String source, String result) {
        return Counter.builder("vestnik.source.events")
                .description("Events that a source has sent, accepted or refused")
                .tag("source", source)
                .tag("result", result)
                .register(registry);
    }
}
