/** What must be true of Redis before Vestnik works on it. */
@NullMarked
package dev.vestnik.start.redis;

import org.jspecify.annotations.NullMarked;
