/** Wiring of changes of route files while Vestnik runs. */
@NullMarked
package dev.vestnik.config.reload;

import org.jspecify.annotations.NullMarked;
