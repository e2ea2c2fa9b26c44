/** What operators see without waiting: figures that are read in the background, readiness, and the log of changes of health. */
@NullMarked
package dev.vestnik.ops.health;

import org.jspecify.annotations.NullMarked;
