package dev.vestnik.config.tracing;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.flow.trace.EventTraces;
import dev.vestnik.flow.trace.TraceStrategy;
import dev.vestnik.ops.logging.PhoneMaskingFormatter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.Objects;
import org.apache.camel.spi.InterceptStrategy;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Traces of events, if an address is set that takes them; else there is none of these beans. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${vestnik.tracing.endpoint:}'.isBlank()")
class TracingConfiguration {
    /** Its end, with the context, sends what it still has. */
    @Bean(destroyMethod = "close")
    SdkTracerProvider tracerProvider(VestnikProperties properties) {
        Attributes service = Attributes.of(
                AttributeKey.stringKey("service.name"),
                properties.botName(),
                AttributeKey.stringKey("service.instance.id"),
                properties.consumerName());
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(Objects.requireNonNull(properties.tracing().endpoint()))
                .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(service)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    @Bean
    InterceptStrategy traces(SdkTracerProvider provider) {
        PhoneMaskingFormatter mask = new PhoneMaskingFormatter();
        return new TraceStrategy(new EventTraces(provider.get("vestnik"), mask::format));
    }
}
