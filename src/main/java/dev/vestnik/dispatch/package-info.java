/** Who gets an event. */
@NullMarked
package dev.vestnik.dispatch;

import org.jspecify.annotations.NullMarked;
