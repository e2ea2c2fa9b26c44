/** The steps by which the updates of Telegram are kept, whichever way they come. */
@NullMarked
package dev.vestnik.flow.update;

import org.jspecify.annotations.NullMarked;
