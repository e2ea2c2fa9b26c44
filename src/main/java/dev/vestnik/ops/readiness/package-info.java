/** For operators: whether somebody would be woken in each area. */
@NullMarked
package dev.vestnik.ops.readiness;

import org.jspecify.annotations.NullMarked;
