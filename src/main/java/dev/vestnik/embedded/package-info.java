/** A Redis server started from the jar, and the lock of the sandbox. */
@NullMarked
package dev.vestnik.embedded;

import org.jspecify.annotations.NullMarked;
