/** {@code POST /events}: the steps of {@code sources/http.camel.yaml} and the servlet filter before that route. */
@NullMarked
package dev.vestnik.flow.http;

import org.jspecify.annotations.NullMarked;
