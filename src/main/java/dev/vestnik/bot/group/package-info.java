/** The bot in groups: which copies of cards a group or topic gets, who may press their buttons, and what becomes of the group. */
@NullMarked
package dev.vestnik.bot.group;

import org.jspecify.annotations.NullMarked;
