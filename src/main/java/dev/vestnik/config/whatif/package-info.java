/** The command {@code what-if}. */
@NullMarked
package dev.vestnik.config.whatif;

import org.jspecify.annotations.NullMarked;
