package dev.vestnik.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.Samples;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    @Test
    void hasTheFieldsThatSendersWriteInTheirOrderAndTheLabelsSorted() {
        assertThat(EventJson.write(Samples.event("critical").withEverything()))
                .isEqualTo(
                        "{\"id\":\"zbx-1\",\"key\":\"core-7/if-3\",\"status\":\"critical\",\"title\":\"critical thing\","
                                + "\"text\":\"line one\\nline two\",\"ip\":\"10.1.2.3\",\"area\":\"north\","
                                + "\"to\":[\"+79160000001\"],\"time\":\"2026-11-23T10:00:00Z\",\"expires\":\"PT1H\","
                                + "\"url\":\"https://example.org/graph?id=1\",\"source\":\"zabbix\","
                                + "\"labels\":{\"host\":\"core-7\",\"site\":\"A\"}}");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(EventJson.write(Samples.event("info").event()))
                .isEqualTo("{\"status\":\"info\",\"title\":\"info thing\",\"time\":\"2026-11-23T10:00:00Z\"}");
    }
}
