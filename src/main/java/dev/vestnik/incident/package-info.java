/** Incidents: what is open, by the key of the events. */
@NullMarked
package dev.vestnik.incident;

import org.jspecify.annotations.NullMarked;
