/** Reads the CSV files of the directory. */
@NullMarked
package dev.vestnik.directory.csv;

import org.jspecify.annotations.NullMarked;
