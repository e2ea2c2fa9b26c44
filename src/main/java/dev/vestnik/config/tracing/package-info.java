/** Traces. */
@NullMarked
package dev.vestnik.config.tracing;

import org.jspecify.annotations.NullMarked;
