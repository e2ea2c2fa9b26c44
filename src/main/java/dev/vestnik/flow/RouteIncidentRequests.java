package dev.vestnik.flow;

import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.group.Place;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.TextQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to close incidents to the route {@code close-incident}, those about silences to {@code change-silence},
 * and requests for cards to the outbox.
 */
public final class RouteIncidentRequests implements IncidentRequests {
    private static final String CLOSE = "direct:close-incident";
    private static final String CHANGE_SILENCE = "direct:change-silence";

    /** After this time nobody waits for the card any more. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ProducerTemplate producer;
    private final TextQueue texts;
    private final Clock clock;

    public RouteIncidentRequests(ProducerTemplate producer, TextQueue texts, Clock clock) {
        this.producer = producer;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public void close(ClosingRequest request) {
        producer.sendBody(CLOSE, request.fields());
    }

    @Override
    public void silence(SilenceRequest request) {
        producer.sendBody(CHANGE_SILENCE, request.fields());
    }

    @Override
    public void showCard(long chat, String key) {
        texts.add(List.of(OutboxText.newCard(chat, key, clock.instant().plus(PATIENCE))));
    }

    @Override
    public void endRepeated(long chat, @Nullable Long topic, String key, long message) {
        Instant until = clock.instant().plus(CardSteps.PATIENCE);
        texts.add(List.of(OutboxText.repeated(chat, topic, key, message, until)));
    }

    @Override
    public void showCopies(Place place, List<Incident> incidents) {
        Instant until = clock.instant().plus(CardSteps.PATIENCE);
        texts.add(incidents.stream()
                .map(incident -> OutboxText.copy(place.chat(), place.topic(), incident.key(), until))
                .toList());
    }
}
