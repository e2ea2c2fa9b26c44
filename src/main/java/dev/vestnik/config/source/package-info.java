/** Wiring of the sources over HTTP. */
@NullMarked
package dev.vestnik.config.source;

import org.jspecify.annotations.NullMarked;
