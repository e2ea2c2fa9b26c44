/** The commands that a member types or presses, one class per command or pair of commands. */
@NullMarked
package dev.vestnik.bot.command;

import org.jspecify.annotations.NullMarked;
