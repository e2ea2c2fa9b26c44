/** What people do with incidents: the buttons of cards, notes, and cards on request. */
@NullMarked
package dev.vestnik.bot.incident;

import org.jspecify.annotations.NullMarked;
