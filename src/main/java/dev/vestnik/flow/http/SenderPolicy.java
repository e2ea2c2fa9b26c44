package dev.vestnik.flow.http;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Gives the messages of a route over HTTP the header {@value SourceRequestFilter#SENDER} that {@link SourceRequestFilter} has
 * set, and no other value: Camel makes headers of the parameters and form fields of a request, too.
 */
public final class SenderPolicy extends RoutePolicySupport {
    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        if (route.getEndpoint() instanceof PlatformHttpEndpoint
                && exchange.getMessage() instanceof PlatformHttpMessage message) {
            String sender = message.getRequest().getHeader(SourceRequestFilter.SENDER);
            message.removeHeader(SourceRequestFilter.SENDER);
            if (sender != null) {
                message.setHeader(SourceRequestFilter.SENDER, sender);
            }
        }
    }
}
