/** Wiring of the conversation: scenes, commands, and the buttons of cards. */
@NullMarked
package dev.vestnik.config.bot;

import org.jspecify.annotations.NullMarked;
