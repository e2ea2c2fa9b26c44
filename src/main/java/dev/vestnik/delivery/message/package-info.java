/** Composes the message for one chat from its pending events. */
@NullMarked
package dev.vestnik.delivery.message;

import org.jspecify.annotations.NullMarked;
