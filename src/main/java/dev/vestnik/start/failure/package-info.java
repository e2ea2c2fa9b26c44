/** Explains in one sentence why Vestnik does not start. */
@NullMarked
package dev.vestnik.start.failure;

import org.jspecify.annotations.NullMarked;
