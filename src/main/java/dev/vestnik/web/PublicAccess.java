package dev.vestnik.web;

import org.apache.camel.support.RoutePolicySupport;

/**
 * The route policy {@code publicAccess}: a {@code platform-http:} route that names it serves everybody. Without it a route
 * serves only senders with a token.
 */
public final class PublicAccess extends RoutePolicySupport {}
