/** Decides about deliveries: the next message of a chat, retries after failures, and the recorded outcome. */
@NullMarked
package dev.vestnik.delivery;

import org.jspecify.annotations.NullMarked;
