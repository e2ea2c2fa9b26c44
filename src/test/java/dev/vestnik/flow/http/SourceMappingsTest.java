package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.schibsted.spt.data.jslt.JsltException;
import dev.vestnik.event.Event;
import dev.vestnik.event.EventBatch;
import dev.vestnik.event.Rejection;
import java.net.URI;
import java.time.Duration;
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

    @Test
    void anAlertOfGrafanaBecomesAnEvent() {
        EventBatch batch = new Mapping("grafana").events("firing.json");

        assertThat(batch.rejections()).isEmpty();
        Event memory = batch.events().get(0);
        assertThat(memory.status()).isEqualTo("critical");
        assertThat(memory.title()).isEqualTo("This alert was triggered for zone us-1");
        assertThat(memory.text()).isEqualTo("The system has high memory usage");
        assertThat(memory.key()).isEqualTo("High memory usage/10.2.0.9/c6eadffa33fcdf37");
        assertThat(memory.id()).isEqualTo("c6eadffa33fcdf37@2021-10-12T09:51:03.157076+02:00");
        assertThat(memory.ip()).isEqualTo("10.2.0.9");
        assertThat(memory.time()).isEqualTo(Instant.parse("2021-10-12T07:51:03.157076Z"));
        assertThat(memory.url()).isEqualTo(URI.create("https://play.grafana.org/d/abc?viewPanel=2"));
        assertThat(memory.omitted()).isEmpty();
        Event noData = batch.events().get(1);
        assertThat(noData.status()).isEqualTo("resolved");
        assertThat(noData.title()).as("the rule, not the kind of alert").isEqualTo("High CPU usage");
        assertThat(noData.url()).isEqualTo(URI.create("https://play.grafana.org/alerting/d1rdpdv7k/edit"));
    }

    @Test
    void aHeartbeatOfUptimeKumaBecomesAnEvent() {
        Mapping kuma = new Mapping("uptimekuma");

        Event down = kuma.events("down.json").events().get(0);
        assertThat(down.status()).as("tag severity").isEqualTo("warning");
        assertThat(down.title()).isEqualTo("North / Portal: connect ECONNREFUSED 10.1.0.7:443");
        assertThat(down.text()).isEqualTo("The portal of the north");
        assertThat(down.key()).isEqualTo("uptimekuma/7");
        assertThat(down.id()).as("a repetition is the same event").isEqualTo(down.key());
        assertThat(down.area()).isEqualTo("north");
        assertThat(down.ip()).isEqualTo("10.1.0.7");
        assertThat(down.time()).isEqualTo(Instant.parse("2024-05-01T10:00:00.123Z"));
        assertThat(down.url()).isEqualTo(URI.create("https://10.1.0.7/"));
        assertThat(down.labels()).isEqualTo(Map.of("area", "north", "severity", "minor"));
        Event up = kuma.events("up.json").events().get(0);
        assertThat(up.status()).isEqualTo("resolved");
        assertThat(up.title()).isEqualTo("core-8");
        assertThat(up.ip()).isEqualTo("10.1.0.8");
        assertThat(up.url()).as("only the scheme").isNull();
        assertThat(up.omitted()).isEmpty();
        Event test = kuma.events("test.json").events().get(0);
        assertThat(test.status()).isEqualTo("info");
        assertThat(test.title()).isEqualTo("Vestnik Testing");
    }

    @Test
    void aCloudEventBecomesAnEventInAllThreeModes() {
        Mapping cloudEvents = new Mapping("cloudevents");

        Event structured = cloudEvents.events("structured.json").events().get(0);
        assertThat(structured.status()).isEqualTo("critical");
        assertThat(structured.title()).isEqualTo("Link down");
        assertThat(structured.text()).isEqualTo("The peer is 10.1.2.3");
        assertThat(structured.key()).isEqualTo("https://nms.example/core/core-7/ge-0-0-3");
        assertThat(structured.ip()).isEqualTo("10.1.2.3");
        assertThat(structured.expires()).isEqualTo(Duration.ofHours(1));
        assertThat(structured.url()).isEqualTo(URI.create("https://nms.example/core"));
        assertThat(structured.time()).isEqualTo(Instant.parse("2018-04-05T17:31:00Z"));
        assertThat(structured.omitted()).isEmpty();

        EventBatch batch = cloudEvents.events("batch.json");
        assertThat(batch.events()).hasSize(2);
        assertThat(batch.events().get(0).status()).isEqualTo("info");
        assertThat(batch.events().get(0).title()).isEqualTo("com.example.fan 7");
        assertThat(batch.events().get(0).to()).containsExactly("+79161234567");
        assertThat(batch.events().get(0).labels()).containsEntry("rpm", "300");
        assertThat(batch.events().get(1).status()).isEqualTo("resolved");
        assertThat(batch.events().get(1).key()).isEqualTo("/fans/8");
        assertThat(batch.events().get(1).text()).isEqualTo("turns again");
        assertThat(batch.rejections())
                .extracting(Rejection::sentence)
                .containsExactly(
                        "events[2].status 'unheard-of' is not configured; it is one of critical, warning, info,"
                                + " resolved");

        Event binary = cloudEvents
                .events(
                        cloudEvents.payload("binary.json"),
                        Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", "A1",
                                "ce-type", "door",
                                "ce-source", "/doors",
                                "content-type", "application/json"))
                .events()
                .get(0);
        assertThat(binary.status()).isEqualTo("critical");
        assertThat(binary.key()).isEqualTo("door/1");
        assertThat(binary.ip()).isEqualTo("2001:db8:1::5");
        assertThat(binary.source()).isEqualTo("/doors");
        assertThatThrownBy(() -> cloudEvents.events(cloudEvents.payload("binary.json"), Map.of()))
                .hasMessageContaining("specversion is missing");
    }
}
