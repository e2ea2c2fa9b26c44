/** Checks of the settings before any bean exists. */
@NullMarked
package dev.vestnik.start.settings;

import org.jspecify.annotations.NullMarked;
