/** Selects the recipients of each event and writes one outbox entry for each. */
@NullMarked
package dev.vestnik.dispatch;

import org.jspecify.annotations.NullMarked;
