/** Cards: which message shows an incident in a chat, and which cards are outdated. */
@NullMarked
package dev.vestnik.incident.card;

import org.jspecify.annotations.NullMarked;
