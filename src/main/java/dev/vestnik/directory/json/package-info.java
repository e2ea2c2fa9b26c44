/** Reads the directory from JSON that a route delivers. */
@NullMarked
package dev.vestnik.directory.json;

import org.jspecify.annotations.NullMarked;
