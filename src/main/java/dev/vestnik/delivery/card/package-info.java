/** Decides which message shows an incident to a person: a new card, an edit of the card, an answer to it. */
@NullMarked
package dev.vestnik.delivery.card;

import org.jspecify.annotations.NullMarked;
