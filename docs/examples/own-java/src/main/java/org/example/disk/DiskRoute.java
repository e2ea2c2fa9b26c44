package org.example.disk;

import org.apache.camel.builder.RouteBuilder;

/** A route in Java: a disk that is nearly full is an event. It is called by routes/disk-report.camel.yaml. */
public class DiskRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:disk")
                .routeId("disk")
                .filter(simple("${body[used]} >= 90"))
                .id("disk-nearly-full")
                .setBody(simple("{\"status\":\"warning\",\"title\":\"Disk of ${body[host]} is ${body[used]} % full\","
                        + "\"area\":\"north\",\"key\":\"${body[host]}/disk\"}"))
                .id("disk-event")
                .to("direct:accept")
                .id("disk-accept");
    }
}
