/** Incidents: the open and recently closed problems, by the key of their events. */
@NullMarked
package dev.vestnik.incident;

import org.jspecify.annotations.NullMarked;
