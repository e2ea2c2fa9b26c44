/** Changes of route files while Vestnik runs: built apart first, then swapped route by route. */
@NullMarked
package dev.vestnik.start.reload;

import org.jspecify.annotations.NullMarked;
