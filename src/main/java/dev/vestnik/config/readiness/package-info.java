/** Wiring of readiness and drills. */
@NullMarked
package dev.vestnik.config.readiness;

import org.jspecify.annotations.NullMarked;
