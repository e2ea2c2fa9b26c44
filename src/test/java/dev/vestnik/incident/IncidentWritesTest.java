package dev.vestnik.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.store.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IncidentWritesTest {
    @Test
    void thePeopleOfOneEventAreWrittenInParts() {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        Incident incident = new Incident(
                "k", 1, 1, "critical", "t", null, "1-0", "1-0", List.of(), now, now, null, null, 0, null, Set.of());
        IncidentWrites writes = new IncidentWrites(new Keys("vestnik"), now);
        writes.opened(incident, false);
        writes.state(incident, LongStream.rangeClosed(1, 20_000).boxed().toList(), Duration.ofDays(1));

        assertThat(writes.all())
                .allSatisfy(write -> assertThat(write.command()).hasSizeLessThan(Settlement.MOST_WORDS));
        assertThat(writes.all().stream()
                        .filter(write -> write.command().get(0).equals("SADD"))
                        .mapToInt(write -> write.command().size() - 2)
                        .sum())
                .isEqualTo(20_000);
    }
}
