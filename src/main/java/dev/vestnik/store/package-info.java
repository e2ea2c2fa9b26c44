/** What Vestnik keeps in Redis: the names of its keys, and the writes that a settlement carries out. */
@NullMarked
package dev.vestnik.store;

import org.jspecify.annotations.NullMarked;
