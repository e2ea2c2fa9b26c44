/** Silences: setting, listing and ending them, and what people are told at their end. */
@NullMarked
package dev.vestnik.bot.silence;

import org.jspecify.annotations.NullMarked;
