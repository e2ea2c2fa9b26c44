/** Explains in one sentence why Vestnik does not start, or what is wrong with a route file. */
@NullMarked
package dev.vestnik.start.failure;

import org.jspecify.annotations.NullMarked;
