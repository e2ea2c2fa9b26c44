package dev.vestnik.flow.source;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.source.ExpectedSources;
import dev.vestnik.source.Severities;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.RelativeTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The steps of {@code sources/expected.camel.yaml}. */
public final class ExpectedSourceSteps {
    /** Property: what the body's events are about. */
    static final String CHANGES = "vestnikSourceChanges";

    private final ExpectedSources sources;
    private final Statuses statuses;
    private final Severities severities;
    private final Phrases phrases;

    /** @param phrases of the language of events that no sender has written */
    public ExpectedSourceSteps(ExpectedSources sources, Statuses statuses, Severities severities, Phrases phrases) {
        this.sources = sources;
        this.statuses = statuses;
        this.severities = severities;
        this.phrases = phrases;
    }

    /** Body: an event for each source that is overdue, or was heard of again. */
    public void findChanges(Exchange exchange) {
        List<ExpectedSources.Change> changes = sources.changes();
        exchange.setProperty(CHANGES, changes);
        exchange.getMessage().setBody(changes.stream().map(this::event).toList());
    }

    private Map<String, Object> event(ExpectedSources.Change change) {
        String key = "source/" + change.source();
        Map<String, Object> event = new LinkedHashMap<>();
        // The same in all processes; the next time is another opening of the incident, so that it counts again.
        event.put("id", key);
        event.put("key", key);
        event.put("status", change.overdue() ? mostUrgent() : severities.resolved());
        event.put(
                "title",
                change.overdue()
                        ? phrases.plain("source.overdue", change.source())
                        : phrases.plain("source.heard", change.source()));
        if (change.overdue()) {
            event.put("text", phrases.plain("source.overdue.text", RelativeTime.of(change.expect(), phrases)));
        }
        event.put("source", "vestnik");
        return event;
    }

    private String mostUrgent() {
        return statuses.all().stream()
                .filter(Status::opens)
                .map(Status::name)
                .findFirst()
                .orElseGet(() -> statuses.all().get(0).name());
    }

    @SuppressWarnings("unchecked")
    public void changesReported(Exchange exchange) {
        sources.reported(exchange.getProperty(CHANGES, List.of(), List.class));
    }
}
