/** The data in Redis: the names of all keys, the JSON forms, and the writes for a settlement. */
@NullMarked
package dev.vestnik.store;

import org.jspecify.annotations.NullMarked;
