/**
 * Entries of the outbox: references to events and rendered texts that wait for one chat, and the lookup of what they refer
 * to.
 */
@NullMarked
package dev.vestnik.outbox;

import org.jspecify.annotations.NullMarked;
