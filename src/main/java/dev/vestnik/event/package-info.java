/** Events: what happened, how it is read and validated, and the configured statuses. */
@NullMarked
package dev.vestnik.event;

import org.jspecify.annotations.NullMarked;
