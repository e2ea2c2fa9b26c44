/** Silences: for a while Vestnik sends nothing about an area, a range or some keys. */
@NullMarked
package dev.vestnik.incident.silence;

import org.jspecify.annotations.NullMarked;
