package dev.vestnik.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final RecentEvents events = new RecentEvents();

    private static Event event(String title) {
        return new Event(
                null,
                null,
                "critical",
                title,
                null,
                null,
                null,
                List.of(),
                Instant.parse("2026-01-02T03:04:05Z"),
                null,
                null,
                null,
                Map.of());
    }

    /** As another process would have it, which has written it. */
    private static String written(Event event) {
        return EventJson.write(event);
    }

    @Test
    void whatWasWrittenHereIsNotReadAgain() {
        Event event = event("Link down");
        String json = events.write(event);
        assertThat(json).isEqualTo(written(event));
        assertThat(events.read(written(event))).isSameAs(event);
    }

    @Test
    void whatWasReadOnceIsNotReadAgain() {
        Event event = event("Link down");
        Event read = events.read(written(event));
        assertThat(read).isEqualTo(event);
        assertThat(events.read(written(event))).isSameAs(read);
    }

    @Test
    void fewAreKeptAndNoLongOnes() {
        Event first = event("first");
        events.write(first);
        for (int i = 0; i < RecentEvents.MOST; i++) {
            events.write(event("Link " + i + " down"));
        }
        Event last = event("x".repeat(5_000));
        events.write(last);
        assertThat(events.read(written(first))).isEqualTo(first).isNotSameAs(first);
        assertThat(events.read(written(last))).isEqualTo(last).isNotSameAs(last);
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatThrownBy(() -> events.read("7")).isInstanceOf(IllegalStateException.class);
    }
}
