/** The properties under {@code vestnik.}, and the values that routes derive from them. */
@NullMarked
package dev.vestnik.config.settings;

import org.jspecify.annotations.NullMarked;
