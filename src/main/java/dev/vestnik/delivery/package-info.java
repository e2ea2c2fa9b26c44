/** From the entries that wait for a chat to a message in it: digest, rendering, outcome. */
@NullMarked
package dev.vestnik.delivery;

import org.jspecify.annotations.NullMarked;
