package dev.vestnik.flow.log;

import dev.vestnik.component.redisstreams.MdcScope;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Puts the {@link LogContext} of an exchange into the MDC while a step runs. A step that ends on another thread leaves nothing in
 * the MDC of the one that began it. (camel-mdc 4.17 does, and restores there what the first thread had.)
 */
public final class LogContextStrategy implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor next) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try (MdcScope scope = LogContext.of(exchange)) {
                    return super.process(exchange, callback);
                }
            }
        };
    }
}
