package org.example.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class DiskRouteTest {
    private final List<String> accepted = new ArrayList<>();

    @Test
    void onlyADiskThatIsNearlyFullIsAnEvent() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new DiskRoute());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:accept").process(exchange -> accepted.add(exchange.getMessage().getBody(String.class)));
                }
            });
            camel.start();
            DiskReport report = new DiskReport();
            camel.createProducerTemplate().sendBody("direct:disk", report.read("server-7 97"));
            camel.createProducerTemplate().sendBody("direct:disk", report.read("server-8 40"));
        }
        assertEquals(
                List.of("{\"status\":\"warning\",\"title\":\"Disk of server-7 is 97 % full\","
                        + "\"area\":\"north\",\"key\":\"server-7/disk\"}"),
                accepted);
    }

    @Test
    void aLineThatIsNoReportIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DiskReport().read("full"));
    }
}
