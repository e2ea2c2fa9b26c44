/** The commands of members, one class for each command or pair of commands. */
@NullMarked
package dev.vestnik.bot.command;

import org.jspecify.annotations.NullMarked;
