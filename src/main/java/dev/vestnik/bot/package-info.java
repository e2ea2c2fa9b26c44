/**
 * The conversation with users: updates, replies, keyboards and the menu. Does not depend on Camel; routes call it through
 * {@code flow}.
 */
@NullMarked
package dev.vestnik.bot;

import org.jspecify.annotations.NullMarked;
