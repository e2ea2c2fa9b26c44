package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.JsltException;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventBatch;
import dev.vestnik.event.Rejection;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mappings of {@code routes/sources}, with bodies as the documentation of their senders describes them. */
class SourceMappingsTest {
    @Test
    void anAlertOfAlertmanagerBecomesAnEvent() {
        EventBatch batch = new Mapping("alertmanager").events("firing.json");

        assertThat(batch.rejections()).isEmpty();
        assertThat(batch.events()).hasSize(2);
        Event down = batch.events().get(0);
        assertThat(down.status()).isEqualTo("critical");
        assertThat(down.title()).isEqualTo("Link ge-0/0/3 is down");
        assertThat(down.text()).isEqualTo("core-7 has lost its uplink");
        assertThat(down.key()).isEqualTo("LinkDown/10.1.2.3:9116/5ef77f1f8a3ecfe8");
        assertThat(down.id()).isEqualTo("5ef77f1f8a3ecfe8@2026-11-23T10:00:00.123456789Z");
        assertThat(down.ip()).isEqualTo("10.1.2.3");
        assertThat(down.time()).isEqualTo(Instant.parse("2026-11-23T10:00:00.123456789Z"));
        assertThat(down.url())
                .isEqualTo(URI.create("http://prometheus.example:9090/graph?g0.expr=ifOperStatus+%3D%3D+2&g0.tab=1"));
        assertThat(down.labels()).containsEntry("ifName", "ge-0/0/3");
        assertThat(down.omitted()).isEmpty();

        Event full = batch.events().get(1);
        assertThat(full.status()).isEqualTo("resolved");
        assertThat(full.title()).as("without annotations").isEqualTo("DiskFull db-1.example:9100");
        assertThat(full.area()).isEqualTo("south");
        assertThat(full.time()).as("when it ended").isEqualTo(Instant.parse("2026-11-23T10:01:00Z"));
        assertThat(full.url()).as("the one of Alertmanager").isEqualTo(URI.create("http://alertmanager.example:9093"));
        assertThat(full.ip()).isNull();
    }

    @Test
    void anAlertOfAnOlderAlertmanagerGetsAKeyOfItsLabels() {
        EventBatch batch = new Mapping("alertmanager").events("without-fingerprint.json");

        assertThat(batch.events()).hasSize(1);
        Event watchdog = batch.events().get(0);
        assertThat(watchdog.status()).as("severity none").isEqualTo("info");
        assertThat(watchdog.title()).isEqualTo("Watchdog");
        assertThat(watchdog.text()).isEqualTo("This alert is always firing");
        assertThat(watchdog.key()).matches("Watchdog/[0-9a-f]{64}");
        assertThat(watchdog.id()).endsWith("@2026-11-23T10:00:00Z");
        assertThat(batch.rejections())
                .extracting(Rejection::field)
                .as("an alert without a name, and something that is no alert")
                .containsExactly("events[1].title", "events[2].title");
    }

    @Test
    void aBodyThatIsNotAlertmanagersIsRefusedWithASentence() {
        assertThatThrownBy(() -> new Mapping("alertmanager")
                        .events(JsonNodeFactory.instance.objectNode().put("alerts", "none"), Map.of()))
                .isInstanceOf(JsltException.class)
                .hasMessageContaining("alerts is missing, or is no array; this path takes Alertmanager's webhook");
    }
}
