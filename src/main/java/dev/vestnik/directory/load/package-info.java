/** Validates a new directory, whatever it was read from, and puts it in force. */
@NullMarked
package dev.vestnik.directory.load;

import org.jspecify.annotations.NullMarked;
