/** When a duty ends: what people write, reminders, and the end itself. */
@NullMarked
package dev.vestnik.bot.duty;

import org.jspecify.annotations.NullMarked;
