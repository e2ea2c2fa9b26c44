/** Whether the people of an area can be woken: who would be, and drills. */
@NullMarked
package dev.vestnik.bot.readiness;

import org.jspecify.annotations.NullMarked;
