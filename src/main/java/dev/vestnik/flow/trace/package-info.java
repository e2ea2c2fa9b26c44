/** Traces of events by OpenTelemetry, where they are on. */
@NullMarked
package dev.vestnik.flow.trace;

import org.jspecify.annotations.NullMarked;
