/** The scenes of a conversation: login and interaction, and the question that a scene waits for. */
@NullMarked
package dev.vestnik.bot.scene;

import org.jspecify.annotations.NullMarked;
