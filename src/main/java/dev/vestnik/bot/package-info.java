/** The conversation: scenes, commands, keyboards and texts. Knows no Camel; the routes call it through {@code flow}. */
@NullMarked
package dev.vestnik.bot;

import org.jspecify.annotations.NullMarked;
