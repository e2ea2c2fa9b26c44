/** Wiring of silences. */
@NullMarked
package dev.vestnik.config.silence;

import org.jspecify.annotations.NullMarked;
