/** The states of a conversation: login, interaction, and interaction with an open question. */
@NullMarked
package dev.vestnik.bot.scene;

import org.jspecify.annotations.NullMarked;
