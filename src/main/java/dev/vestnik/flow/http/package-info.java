/** HTTP sources: the steps of {@code sources/http.camel.yaml}, and the servlet filters before all routes over HTTP. */
@NullMarked
package dev.vestnik.flow.http;

import org.jspecify.annotations.NullMarked;
