/** Loads the directory from its CSV files. */
@NullMarked
package dev.vestnik.directory.csv;

import org.jspecify.annotations.NullMarked;
