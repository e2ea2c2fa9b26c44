/** A real Redis started from the jar. Nobody depends on it. */
@NullMarked
package dev.vestnik.embedded;

import org.jspecify.annotations.NullMarked;
