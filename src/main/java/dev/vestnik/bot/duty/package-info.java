/** The end of a duty: its time, its report, the handover to others, and the end itself. */
@NullMarked
package dev.vestnik.bot.duty;

import org.jspecify.annotations.NullMarked;
