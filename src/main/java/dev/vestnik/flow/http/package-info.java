/**
 * HTTP: the steps of {@code sources/http.camel.yaml}, the servlet filters before all routes over HTTP, and the call of a
 * webhook.
 */
@NullMarked
package dev.vestnik.flow.http;

import org.jspecify.annotations.NullMarked;
