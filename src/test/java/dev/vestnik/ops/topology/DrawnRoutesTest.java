package dev.vestnik.ops.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

class DrawnRoutesTest {
    @Test
    void theErrorHandlingOfAllRoutesIsNotDrawnAsAStep() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            new DrawnRoutes().beforeApplicationStart(context);
            context.addRoutes(new RouteConfigurationBuilder() {
                @Override
                public void configuration() {
                    routeConfiguration()
                            .onException(Exception.class)
                            .id("any-failure")
                            .to("mock:failed");
                    routeConfiguration()
                            .onException(Error.class)
                            .id("any-error")
                            .to("mock:error");
                }
            });
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .routeId("drawn")
                            .errorHandler(noErrorHandler())
                            .setBody()
                            .constant("a <onException> in a text")
                            .id("first-step")
                            .to("mock:out");
                }
            });
            context.start();

            String xml = PluginHelper.getModelToXMLDumper(context)
                    .dumpModelAsXml(context, context.getRouteDefinition("drawn"), false, true, false);

            assertThat(xml)
                    .contains("uri=\"direct:in\"", "first-step", "a &lt;onException", "mock:out")
                    .doesNotContain("any-failure", "any-error", "mock:failed", "<onException", "rrorHandler");
        }
    }
}
