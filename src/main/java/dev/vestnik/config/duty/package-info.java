/** Wiring of the end of duties and of their handover. */
@NullMarked
package dev.vestnik.config.duty;

import org.jspecify.annotations.NullMarked;
