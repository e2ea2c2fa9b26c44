package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.event.Event;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mapping of SNMP traps, with what their reader makes of them. */
class SnmpTrapsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mapping mapping = new Mapping("snmp");

    @Test
    void linkUpEndsWhatLinkDownBegan() throws IOException {
        String trap = "{'sender':'10.1.2.3','agent':'10.1.2.3','oid':'1.3.6.1.6.3.1.1.5.3','name':'linkDown',"
                + "'severity':'down','object':'link','index':'3',"
                + "'values':{'ifIndex':'3','ifName':'ge-0/0/3','1.3.6.1.4.1.99999.1':'x'}}";

        Event down = event(trap);
        Event up = event(trap.replace("'linkDown'", "'linkUp'").replace("'down'", "'up'"));

        assertThat(down.key()).isEqualTo("10.1.2.3/link 3").isEqualTo(up.key());
        assertThat(down.status()).isEqualTo("critical");
        assertThat(up.status()).isEqualTo("resolved");
        assertThat(down.title()).isEqualTo("10.1.2.3: linkDown ge-0/0/3");
        assertThat(down.ip()).isEqualTo("10.1.2.3");
        assertThat(down.labels()).isEqualTo(Map.of("ifIndex", "3", "ifName", "ge-0/0/3"));
        assertThat(down.text()).contains("1.3.6.1.4.1.99999.1");
        assertThat(down.omitted()).isEmpty();
    }

    @Test
    void aNeighbourIsKnownByItsAddressAndAnUnknownTrapByItsOid() throws IOException {
        Event neighbour = event("{'agent':'10.1.2.3','oid':'1.3.6.1.2.1.15.0.2','name':'bgpBackwardTransition',"
                + "'severity':'down','object':'neighbor','index':'192.0.2.7','values':{'bgpPeerState':'1'}}");
        assertThat(neighbour.key()).isEqualTo("10.1.2.3/neighbor 192.0.2.7");
        assertThat(neighbour.title()).isEqualTo("10.1.2.3: bgpBackwardTransition 192.0.2.7");

        Event unknown = event("{'agent':'10.1.2.3','oid':'1.3.6.1.4.1.99999.7','severity':'','object':'','values':{}}");
        assertThat(unknown.key()).isEqualTo("10.1.2.3/1.3.6.1.4.1.99999.7");
        assertThat(unknown.title()).isEqualTo("10.1.2.3: trap 1.3.6.1.4.1.99999.7");
        assertThat(unknown.status()).isEqualTo("warning");
    }

    @Test
    void whatTheTableIgnoresIsNoEvent() throws IOException {
        assertThat(mapping.events(json("{'oid':'1.3','severity':'ignore','values':{}}"), Map.of())
                        .events())
                .isEmpty();
    }

    private Event event(String trap) throws IOException {
        return mapping.events(json(trap), Map.of()).events().get(0);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
