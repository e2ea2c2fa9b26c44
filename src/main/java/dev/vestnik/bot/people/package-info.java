/** What administrators do with people: who is logged in and reachable, logging somebody out, messages to an area. */
@NullMarked
package dev.vestnik.bot.people;

import org.jspecify.annotations.NullMarked;
