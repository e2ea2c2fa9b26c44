/** Properties and wiring: sees all, seen by none. */
@NullMarked
package dev.vestnik.config;

import org.jspecify.annotations.NullMarked;
