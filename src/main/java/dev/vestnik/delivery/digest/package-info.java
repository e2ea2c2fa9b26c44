/** Several events of one chat as one message that is edited while more come: the live digest, and the card of a storm. */
@NullMarked
package dev.vestnik.delivery.digest;

import org.jspecify.annotations.NullMarked;
