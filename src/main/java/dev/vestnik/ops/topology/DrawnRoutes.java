package dev.vestnik.ops.topology;

import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.xml.LwModelToXMLDumper;

/**
 * The XML of routes, which Hawtio draws, without their error handling: Camel writes it before the first step of each route, as
 * if every exchange took it, and Hawtio draws no route at all once it has met an {@code errorHandler} there. The error
 * handling of the shipped routes stands in {@code routes/errors.camel.yaml}.
 */
public final class DrawnRoutes extends LwModelToXMLDumper implements CamelContextConfiguration {
    /** An element contains none of its kind, and Camel escapes the {@code <} of texts. */
    private static final Pattern ERROR_HANDLING =
            Pattern.compile("\\s*<(onException|errorHandler)\\b.*?</\\1>", Pattern.DOTALL);

    @Override
    public String dumpModelAsXml(
            CamelContext context,
            NamedNode definition,
            boolean resolvePlaceholders,
            boolean generatedIds,
            boolean sourceLocation)
            throws Exception {
        String xml = super.dumpModelAsXml(context, definition, resolvePlaceholders, generatedIds, sourceLocation);
        return ERROR_HANDLING.matcher(xml).replaceAll("");
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(ModelToXMLDumper.class, this);
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}
}
