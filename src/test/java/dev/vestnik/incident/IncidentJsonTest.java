package dev.vestnik.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.incident.silence.SilenceMark;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentJsonTest {
    private static final Instant OPENED = Instant.parse("2026-11-23T10:00:00.5Z");

    @Test
    void hasEachFieldButTheHolders() {
        Incident incident = new Incident(
                "core-7/\"3\"",
                1234,
                2,
                "critical",
                "Link down",
                "north",
                "2-0",
                "1-0",
                List.of("+79160000001"),
                OPENED,
                OPENED,
                OPENED.plusSeconds(60),
                "Anna Orlova",
                3,
                new SilenceMark("1001-5", "Anna Orlova", OPENED.plusSeconds(7_200)),
                Set.of(1L));

        String json = IncidentJson.write(incident);

        assertThat(json)
                .isEqualTo(
                        "{\"key\":\"core-7/\\\"3\\\"\",\"number\":1234,\"generation\":2,\"status\":\"critical\",\"title\":\"Link down\","
                                + "\"area\":\"north\",\"event\":\"2-0\",\"since\":\"1-0\",\"to\":[\"+79160000001\"],"
                                + "\"opened\":\"2026-11-23T10:00:00.500Z\","
                                + "\"updated\":\"2026-11-23T10:00:00.500Z\",\"closed\":\"2026-11-23T10:01:00.500Z\",\"closedBy\":\"Anna Orlova\",\"step\":3,"
                                + "\"silence\":{\"id\":\"1001-5\",\"by\":\"Anna Orlova\",\"until\":\"2026-11-23T12:00:00.500Z\"}}");
        assertThat(IncidentJson.read(json, Set.of(1L))).isEqualTo(incident);
    }

    @Test
    void anOpenOneOfNoAreaHasNeitherAreaNorEnd() {
        Incident incident = new Incident(
                "k", 0, 0, "info", "t", null, "1-0", "1-0", List.of(), OPENED, OPENED, null, null, 0, null, Set.of());

        assertThat(IncidentJson.write(incident)).doesNotContain("area", "closed", "number", "null");
        assertThat(IncidentJson.read(IncidentJson.write(incident), Set.of())).isEqualTo(incident);
    }
}
