/** The directory: people, areas, and the IP ranges that belong to areas. */
@NullMarked
package dev.vestnik.directory;

import org.jspecify.annotations.NullMarked;
