/** The directory: people, areas and the IP ranges of areas. */
@NullMarked
package dev.vestnik.directory;

import org.jspecify.annotations.NullMarked;
